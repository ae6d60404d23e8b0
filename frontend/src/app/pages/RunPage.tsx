/** A run: a swap opens as its contact sheet, a training as its version, the quiet kinds as their stages. */
import { useQuery } from "@tanstack/react-query"
import { Navigate, useParams } from "react-router"
import { versionOfRun } from "../../api/loras"
import { wordsFor } from "../../api/problem"
import { run as runQuery } from "../../api/runs"
import { type Run } from "../../api/shapes"
import { newerRun } from "../../features/runs/apply-event"
import { isLive } from "../../features/runs/is-live"
import { RunFailures } from "../../features/runs/RunFailures"
import { RunHead } from "../../features/runs/RunHead"
import { SwapRun } from "../../features/swaps/SwapRun"
import { paths } from "../../lib/paths"
import { useSocketState } from "../../realtime/socket"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Stages } from "../../ui/Stages"

const ASK_AGAIN_MS = 2000

export function RunPage() {
  const { id = "" } = useParams()
  const isDeaf = useSocketState() !== "open"
  const { data, error, refetch } = useQuery({
    ...runQuery(id),
    structuralSharing: (seen, fetched) => newerRun(seen as Run | undefined, fetched as Run),
    refetchInterval: ({ state }) => (isDeaf && state.data && isLive(state.data) ? ASK_AGAIN_MS : false),
  })
  return (
    <main className="page" id="main">
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonSheet frames={12} />}
      {data && (<RunOfKind key={data.id} run={data} />)}
    </main>
  )
}

function RunOfKind({ run }: { run: Run }) {
  if (run.kind === "swap") return <SwapRun run={run} />
  return run.kind === "train" ? <TrainingRun run={run} /> : <PlainRun run={run} />
}

/** A training has one page before, while and after it runs: that of the version it makes. */
function TrainingRun({ run }: { run: Run }) {
  const { data } = useQuery({ ...versionOfRun(run.id), throwOnError: false })
  return data && run.subject ? <Navigate replace to={paths.version(run.subject.slug, data.number)} /> : <PlainRun run={run} />
}

function PlainRun({ run }: { run: Run }) {
  return (
    <>
      <RunHead run={run} />
      <Stages stages={run.stages} />
      <div className="mt-7 max-w-2xl">
        <RunFailures run={run} />
      </div>
    </>
  )
}
