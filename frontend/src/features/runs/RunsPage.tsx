/** All runs, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useSearchParams } from "react-router"
import { wordsFor } from "../../api/problem"
import { runs } from "../../api/runs"
import { type Run } from "../../api/shapes"
import { count, moment, plural } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Empty } from "../../ui/Empty"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { isLive, shortTime } from "./run-words"
import { RunStatusChip } from "./RunStatusChip"
import { useNow } from "./use-now"

const FILTERS = [
  ["", "All"],
  ["running", "Running"],
  ["succeeded", "Done"],
  ["failed", "Failed"],
  ["cancelled", "Cancelled"],
] as const

export function RunsPage() {
  const [search, setSearch] = useSearchParams()
  const status = search.get("status") ?? ""
  const list = useInfiniteQuery(runs({ kind: "swap", status: status || undefined }))
  const all = list.data?.pages.flatMap((page) => page.results) ?? []
  return (
    <main className="page" id="main">
      <PageHead title="Runs" sub="Everything you asked for, newest first." />
      <div className="row wrap mb-4" role="group" aria-label="Show">
        {FILTERS.map(([key, words]) => (
          <FilterChip key={key} on={status === key} onClick={() => setSearch(key ? { status: key } : {}, { replace: true })}>
            {words}
          </FilterChip>
        ))}
      </div>
      {list.error && (
        <Notice tone="refuse" title={wordsFor(list.error).title} action={<Button size="sm" onClick={() => void list.refetch()}>Try again</Button>}>
          {wordsFor(list.error).body}
        </Notice>
      )}
      {list.isPending && <RowSkeletons />}
      {list.isSuccess && all.length === 0 && (
        <Empty title={status ? "No runs like this" : "No runs yet"} action={<ButtonLink to={paths.home()} look="primary">Choose a model</ButtonLink>}>
          A run is one thing you asked for: a set of sources put on a set of targets, priced before it starts.
        </Empty>
      )}
      {all.length > 0 && <RunTable all={all} />}
      {list.hasNextPage && (
        <Button className="mt-4" onClick={() => void list.fetchNextPage()} busy={list.isFetchingNextPage && "Loading"}>
          Show older runs
        </Button>
      )}
    </main>
  )
}

function RowSkeletons() {
  return (
    <div className="stack late" role="status" aria-label="Loading the runs">
      {Array.from({ length: 6 }, (_, at) => (
        <span key={at} className="skel h-12" />
      ))}
    </div>
  )
}

function RunTable({ all }: { all: Run[] }) {
  const now = useNow(all.some(isLive))
  return (
    <table className="runs">
      <thead>
        <tr>
          <th>Run</th>
          <th>State</th>
          <th>Pictures</th>
          <th>Started</th>
          <th className="num">Charged</th>
          <th className="num">Held</th>
        </tr>
      </thead>
      <tbody>
        {all.map((run) => (
          <tr key={run.id}>
            <td>
              <Link to={paths.run(run.id)} className="font-medium hover:underline">
                {run.title}
                {run.subject && `, ${run.subject.name}`}
              </Link>
            </td>
            <td>
              <RunStatusChip run={run} />
            </td>
            <td className="wide">
              <div className="row gap-3!">
                <FrameBar cells={cellsFrom(run.items, run.status === "running")} />
                <span className="small muted whitespace-nowrap">
                  {run.items.done} of {plural(run.items.total, "picture")} <span className="edge">{shortTime(run, now)}</span>
                </span>
              </div>
            </td>
            <td className="small muted whitespace-nowrap">{moment(run.created_at)}</td>
            <td className="num">{count(run.captured)}</td>
            <td className="num muted">{isLive(run) ? count(Math.max(0, run.price - run.captured - run.released)) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
