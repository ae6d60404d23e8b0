/** Cancelling and retrying a run, with the answer put straight into what the pages show. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { freshKey } from "../../lib/once-key"
import { useMayWrite } from "../../api/may-write"
import * as api from "../../api/runs"
import { type Run, type SwapSheet } from "../../api/shapes"
import { newerRun } from "./apply-event"
import { movedTo } from "./queue-order"

const NOTHING: Run["can"] = { cancel: false, retry: false, pause: false, resume: false, save_now: false, sample_now: false, finish: false }

/** What can be done about a run by whoever looks; nothing by a viewer. */
export const useCan = (run: Run): Run["can"] => (useMayWrite() ? run.can : NOTHING)

function useTakeRun() {
  const client = useQueryClient()
  return (run: Run) => {
    client.setQueryData<Run>(["run", run.id], (seen) => newerRun(seen, run))
    client.setQueryData<SwapSheet>(["swap", run.id], (sheet) => sheet && { ...sheet, run: newerRun(sheet.run, run) })
    void client.invalidateQueries({ queryKey: ["swap", run.id] })
    void client.invalidateQueries({ queryKey: ["runs"] })
    void client.invalidateQueries({ queryKey: ["queue"] })
    void client.invalidateQueries({ queryKey: ["overview"] })
  }
}

export function useCancelRun(id: string) {
  return useMutation({ mutationFn: () => api.cancelRun(id), onSuccess: useTakeRun() })
}

export function usePauseRun(id: string) {
  return useMutation({ mutationFn: () => api.pauseRun(id), onSuccess: useTakeRun() })
}

export function useResumeRun(id: string) {
  return useMutation({ mutationFn: () => api.resumeRun(id), onSuccess: useTakeRun() })
}

/** Moves a run to a place among one's own that wait, shown at once and taken back when it was refused. */
export function useMoveRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ run, place }: { run: Run; place: number }) => api.moveRun(run.id, place),
    onMutate: async ({ run, place }) => {
      const key = api.queue(run.kind).queryKey
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData(key)
      if (before) client.setQueryData(key, movedTo(before, run.id, place))
      return { before }
    },
    onError: (_, { run }, shown) => {
      client.setQueryData(api.queue(run.kind).queryKey, shown?.before)
      void client.invalidateQueries({ queryKey: ["queue"] })
    },
    onSuccess: (turns, { run }) => client.setQueryData(api.queue(run.kind).queryKey, turns),
  })
}

/** A retry costs, so it carries a key that stays the same until it was answered. */
export function useRetryRun(id: string) {
  const [key, setKey] = useState(freshKey)
  const take = useTakeRun()
  return useMutation({
    mutationFn: () => api.retryRun(id, key),
    onSuccess: (run) => {
      setKey(freshKey())
      take(run)
    },
  })
}
