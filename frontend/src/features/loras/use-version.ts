/** A version by its place in the address, its run, and what is heard of it while it trains. */
import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { version as versionQuery, versionNumbered } from "../../api/loras"
import { run as runQuery, trainingPoints } from "../../api/runs"
import { type Run } from "../../api/shapes"
import { useHidden } from "../../lib/hidden"
import { useSocketState } from "../../realtime/socket"
import { newerRun } from "../runs/apply-event"
import { isLive } from "../runs/is-live"
import { type Live, QUIET, withHeard } from "./live"
import { storyOf } from "./story"

const ASK_AGAIN_MS = 3000

/** `n` is the number of the version among the model's. */
export function useVersion(slug: string, n: number) {
  const isDeaf = useSocketState() !== "open"
  const found = useQuery(versionNumbered(slug, n))
  const version = useQuery({ ...versionQuery(found.data?.id), refetchInterval: isDeaf ? ASK_AGAIN_MS : false })
  const runId = version.data?.run ?? undefined
  const run = useQuery({
    ...runQuery(runId ?? ""),
    enabled: runId !== undefined,
    structuralSharing: (seen, fetched) => newerRun(seen as Run | undefined, fetched as Run),
    refetchInterval: ({ state }) => (isDeaf && state.data && isLive(state.data) ? ASK_AGAIN_MS : false),
  })
  const isGoing = run.data !== undefined && isLive(run.data)
  const live = useLive(runId, isGoing)
  const hidden = useHidden()
  const shown = useMemo(() => version.data && { ...version.data, saves: version.data.saves.filter(({ id }) => !hidden.has(id)) }, [version.data, hidden])
  const story = useMemo(() => (shown ? storyOf(shown, live) : null), [shown, live])
  return { isMissing: found.data === null, error: found.error ?? version.error, retry: () => void Promise.all([found.refetch(), version.refetch()]), version: shown, run: run.data, isGoing, live, story }
}

function useLive(run: string | undefined, isGoing: boolean): Live {
  const heard = useQuery({
    queryKey: ["training-live", run],
    enabled: run !== undefined && isGoing,
    queryFn: async (): Promise<Live> => ({ points: (await trainingPoints(run ?? "")).points, now: null }),
    structuralSharing: (seen, fetched) => withHeard(seen as Live | undefined, fetched as Live),
    throwOnError: false,
  })
  return heard.data ?? QUIET
}
