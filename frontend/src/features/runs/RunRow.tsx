/** A run in a list: its name, its frame bar while it runs, what came of it. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { when } from "../../lib/format"
import { paths } from "../../lib/paths"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { words } from "#words/runs"
import { isLive } from "./is-live"
import { shortTime, STATUS_WORDS } from "./run-words"

export function RunRow({ run }: { run: Run }) {
  const live = isLive(run)
  return (
    <li>
      <Link to={paths.run(run.id)} className="runrow">
        <span className="row between">
          <b className="font-medium">{run.title}</b>
          <span className="edge">{live ? shortTime(run) || STATUS_WORDS[run.status].toLowerCase() : when(run.created_at)}</span>
        </span>
        {live && <FrameBar cells={cellsFrom(run.items, run.status === "running")} />}
        <span className="small muted">{summary(run)}</span>
      </Link>
    </li>
  )
}

function summary(run: Run): string {
  if (run.status === "failed" && run.error) return run.error.detail
  const { done, total } = run.items
  const made = done === total ? words.counted(run.kind, total) : words.doneOf(run.kind, done, total)
  const hasStopped = run.status === "cancelled" || run.status === "failed"
  const parts = [hasStopped ? words.row.ended(made, STATUS_WORDS[run.status]) : made]
  if (run.captured > 0) parts.push(words.row.charged(run.captured))
  else if (run.price > 0 && !isLive(run)) parts.push(words.row.nothing)
  if (isLive(run) && run.price > 0) parts.push(words.row.held(run.price))
  return parts.join(", ")
}
