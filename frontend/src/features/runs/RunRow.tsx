/** A run in a list: its name, its frame bar while it runs, what came of it. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { count, plural, when } from "../../lib/format"
import { paths } from "../../lib/paths"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { isLive, shortTime, STATUS_WORDS } from "./run-words"
import { useNow } from "./use-now"

export function RunRow({ run }: { run: Run }) {
  const live = isLive(run)
  const now = useNow(live)
  return (
    <li>
      <Link to={paths.run(run.id)} className="runrow">
        <span className="row between">
          <b className="font-medium">{run.title}</b>
          <span className="edge">{live ? shortTime(run, now) || STATUS_WORDS[run.status].toLowerCase() : when(run.created_at)}</span>
        </span>
        {live && <FrameBar cells={cellsFrom(run.items, run.status === "running")} />}
        <span className="small muted">{summary(run)}</span>
      </Link>
    </li>
  )
}

function summary(run: Run): string {
  if (run.status === "failed" && run.error) return run.error.detail
  const made = run.items.done === run.items.total ? plural(run.items.total, "picture") : `${run.items.done} of ${plural(run.items.total, "picture")}`
  const state = run.status === "cancelled" || run.status === "failed" ? `, ${STATUS_WORDS[run.status].toLowerCase()}` : ""
  return `${made}${state}${run.captured > 0 ? `, ${plural(run.captured, "credit")}` : run.price > 0 && !isLive(run) ? ", nothing charged" : ""}${isLive(run) && run.price > 0 ? `, ${count(run.price)} held` : ""}`
}
