/** The history: one row a run with what came of it, how long it took and what it cost. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { count, moment } from "../../lib/format"
import { paths } from "../../lib/paths"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { took, words } from "#words/runs"
import { isLive } from "./is-live"
import { shortTime, stillHeld, tookSeconds } from "./run-words"
import { RunStatusChip } from "./RunStatusChip"

export function RunTable({ all }: { all: Run[] }) {
  const { columns } = words.page
  return (
    <table className="runs">
      <thead>
        <tr>
          <th>{columns.run}</th>
          <th>{columns.state}</th>
          <th>{columns.pictures}</th>
          <th>{columns.started}</th>
          <th className="num">{columns.took}</th>
          <th className="num">{columns.charged}</th>
          <th className="num">{columns.held}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((run) => (
          <RunLine key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  )
}

function RunLine({ run }: { run: Run }) {
  const seconds = tookSeconds(run)
  return (
    <tr>
      <td>
        <Link to={paths.run(run.id)} className="font-medium hover:underline">
          {run.subject ? words.page.named(run.title, run.subject.name) : run.title}
        </Link>
        {run.takeovers > 0 && <span className="small muted block">{words.resumed.short}</span>}
      </td>
      <td>
        <RunStatusChip run={run} />
      </td>
      <td className="wide">
        <div className="row gap-3!">
          <FrameBar cells={cellsFrom(run.items, run.status === "running")} />
          <span className="small muted whitespace-nowrap">
            {words.doneOf(run.kind, run.items.done, run.items.total)} <span className="edge">{shortTime(run)}</span>
          </span>
        </div>
      </td>
      <td className="small muted whitespace-nowrap">{moment(run.created_at)}</td>
      <td className="num took">{seconds === null ? "" : took(seconds)}</td>
      <td className="num">{count(run.captured)}</td>
      <td className="num muted">{isLive(run) ? count(stillHeld(run)) : ""}</td>
    </tr>
  )
}
