/** What can be done about a training and its saves, with the answer put straight into what the page shows. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/loras"
import { changeVersion, continueTraining, deleteSave, deleteVersion, version as versionQuery } from "../../api/loras"
import { wordsFor } from "../../api/problem"
import { finishRun, sampleNow, saveNow } from "../../api/runs"
import { type LoraSave, type LoraVersion, type Run, type StartedTraining } from "../../api/shapes"
import { hide, unhide } from "../../lib/hidden"
import { keyKeeper } from "../../lib/once-key"
import { paths } from "../../lib/paths"
import { toast } from "../../ui/toast"
import { newerRun } from "../runs/apply-event"

/** Puts the answer into what the pages show, and says what it means. */
const takeRun = (client: QueryClient, said?: string) => (run: Run) => {
  client.setQueryData<Run>(["run", run.id], (seen) => newerRun(seen, run))
  if (said) toast(said)
}

/** Asks a running training for something between two steps. */
export function useAsk(run: string) {
  const client = useQueryClient()
  const sample = useMutation({ mutationFn: () => sampleNow(run), onSuccess: takeRun(client, words.page.asked.sample) })
  const save = useMutation({ mutationFn: () => saveNow(run), onSuccess: takeRun(client, words.page.asked.save) })
  const finish = useMutation({ mutationFn: () => finishRun(run), onSuccess: takeRun(client) })
  return { sample, save, finish }
}

/** Picks a save as the version's own, shown at once; null takes the pick back. */
export function usePick(version: LoraVersion) {
  const client = useQueryClient()
  const { queryKey } = versionQuery(version.id)
  return useMutation({
    mutationFn: (save: LoraSave | null) => changeVersion(version.id, { winner: save?.id ?? null }),
    onMutate: async (save) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, (seen) => seen && picked(seen, save?.id ?? null))
      return { before }
    },
    onError: (error, _, shown) => {
      client.setQueryData(queryKey, shown?.before)
      toast(`${words.side.failedPick}. ${wordsFor(error).body}`)
    },
    onSuccess: (answer) => {
      client.setQueryData(queryKey, answer)
      void client.invalidateQueries({ queryKey: ["loras"] })
    },
  })
}

const picked = (version: LoraVersion, winner: string | null): LoraVersion => ({ ...version, winner, picked: winner !== null, saves: version.saves.map((save) => ({ ...save, winner: save.id === winner })) })

/** Takes a save off the page at once; it is deleted when the toast goes without undo. */
export function useDeleteSave() {
  const client = useQueryClient()
  return ({ id, step }: LoraSave) => {
    hide([id])
    const failed = (error: unknown) => {
      unhide([id])
      toast(`${words.numbers.notDeleted}. ${wordsFor(error).body}`)
    }
    const refresh = () => {
      for (const key of ["lora-version", "loras"]) void client.invalidateQueries({ queryKey: [key] })
    }
    toast(words.numbers.deleted(step), { undo: () => unhide([id]), done: () => void deleteSave(id).then(refresh, failed) })
  }
}

export function useDeleteVersion(version: LoraVersion, slug: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => deleteVersion(version.id),
    onSuccess: async () => {
      await navigate(paths.training(slug))
      client.removeQueries({ queryKey: ["lora-version", version.id] })
      void client.invalidateQueries({ queryKey: ["loras"] })
      void client.invalidateQueries({ queryKey: ["lora-number", slug] })
    },
  })
}

/** What every start of a training does once it was accepted: shows its page. */
export function useShowTraining(slug: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async ({ version, number, ...run }: StartedTraining) => {
    client.setQueryData<Run>(["run", run.id], run)
    for (const key of ["overview", "runs", "loras", "datasets"]) void client.invalidateQueries({ queryKey: [key] })
    await client.invalidateQueries({ queryKey: ["lora-number", slug, number] })
    await client.prefetchQuery(versionQuery(version))
    await navigate(paths.version(slug, number))
  }
}

export function useContinue(version: LoraVersion, slug: string) {
  const [keyFor] = useState(() => keyKeeper())
  const show = useShowTraining(slug)
  return useMutation({
    mutationFn: ({ steps, save }: { steps: number; save: string | undefined }) => continueTraining(version.id, steps, save, keyFor(JSON.stringify([steps, save]))),
    onSuccess: show,
  })
}
