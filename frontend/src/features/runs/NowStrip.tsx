/** What runs now, at the top of the models. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { Picture } from "../../ui/Picture"
import { words } from "#words/runs"
import { shortTime } from "./run-words"

type Covers = Record<string, Parameters<typeof Picture>[0]["of"]>

export function NowStrip({ running, covers }: { running: Run[]; covers: Covers }) {
  if (running.length === 0) return null
  return (
    <section className="nowstrip" aria-label={words.now.region}>
      {running.map((run) => (
        <Link key={run.id} className="nowrun" to={paths.run(run.id)}>
          <Picture of={run.subject ? covers[run.subject.id] : null} alt="" sizes="44px" />
          <span className="say">
            <span className="pulse self-center" />
            <b>{run.subject ? words.now.titled(run.subject.name, run.title) : run.title}</b>
            <span className="muted">{words.doneOf(run.kind, run.items.done, run.items.total)}</span>
            <span className="edge push">{run.status === "queued" ? words.now.waiting : shortTime(run)}</span>
          </span>
          <FrameBar cells={cellsFrom(run.items, run.status === "running")} />
        </Link>
      ))}
    </section>
  )
}
