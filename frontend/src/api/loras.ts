/** Personal models: bases, presets, what a training would cost, versions with their saves, and files of other tools. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type Base, type LoraCard, type LoraPresets, type LoraVersion, type Page, type StartedTraining, type TrainingEstimate } from "./shapes"

export const bases = queryOptions({ queryKey: ["bases"], queryFn: async ({ signal }) => (await get<{ results: Base[] }>("/api/bases/", signal)).results, staleTime: 60_000 })

/** What each goal begins with on a base, and the schema an expert changes it by. */
export const presets = (base: string | undefined) =>
  queryOptions({
    queryKey: ["lora-presets", base],
    enabled: base !== undefined,
    queryFn: ({ signal }) => get<LoraPresets>(`/api/loras/presets/${query({ base })}`, signal),
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  })

export type TrainingWish = { subject: string; dataset: string; base: string; preset: string; options: Record<string, unknown>; from_save?: string }

export const trainingEstimate = (wish: TrainingWish | null) =>
  queryOptions({
    queryKey: ["training-estimate", wish],
    enabled: wish !== null,
    queryFn: ({ signal }) => send<TrainingEstimate>("/api/loras/estimate/", { method: "POST", json: wish, signal }),
    staleTime: 30_000,
    retry: false,
    throwOnError: false,
    placeholderData: keepPreviousData,
  })

/** Starts a training; the same `key` with the same wish gives the same run, so that a double click pays once. */
export const startTraining = (wish: TrainingWish, key: string) => send<StartedTraining>("/api/loras/", { method: "POST", json: wish, key })

/** The versions of a model, newest first; `subject` is its id or slug. */
export const versions = (subject: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["loras", subject],
    enabled: subject !== undefined,
    queryFn: ({ pageParam, signal }) => get<Page<LoraCard>>(pageParam, signal),
    initialPageParam: `/api/loras/${query({ subject, limit: 30 })}`,
    getNextPageParam: (last: Page<LoraCard>) => (last.next ? sameOrigin(last.next) : undefined),
  })

/** A version by its number among the model's; null when there is none. */
export const versionNumbered = (subject: string, number: number) =>
  queryOptions({
    queryKey: ["lora-number", subject, number],
    queryFn: async ({ signal }) => (await get<Page<LoraCard>>(`/api/loras/${query({ subject, number })}`, signal)).results[0] ?? null,
  })

/** The version that a run makes; null for a run that makes none. */
export const versionOfRun = (run: string) =>
  queryOptions({ queryKey: ["lora-of-run", run], queryFn: async ({ signal }) => (await get<Page<LoraCard>>(`/api/loras/${query({ run })}`, signal)).results[0] ?? null })

export const version = (id: string | undefined) =>
  queryOptions({ queryKey: ["lora-version", id], enabled: id !== undefined, queryFn: ({ signal }) => get<LoraVersion>(`/api/lora-versions/${id}/`, signal) })

export type VersionChange = { name?: string; notes?: string; winner?: string | null }
export const changeVersion = (id: string, change: VersionChange) => send<LoraVersion>(`/api/lora-versions/${id}/`, { method: "PATCH", json: change })

export const deleteVersion = (id: string) => send<null>(`/api/lora-versions/${id}/`, { method: "DELETE" })

/** `keepalive` outlives the page: what was deleted stays deleted when the tab is closed before the toast goes. */
export const deleteSave = (id: string) => send<null>(`/api/lora-saves/${id}/`, { method: "DELETE", keepalive: true })

/** More steps on top of a save, the last one where none is named: a new version. */
export const continueTraining = (id: string, steps: number, from_save: string | undefined, key: string) =>
  send<StartedTraining>(`/api/lora-versions/${id}/continue/`, { method: "POST", json: { steps, from_save }, key })

export const archiveOf = (id: string): string => `/api/lora-versions/${id}/archive/`

export type ForeignFile = { subject: string; base: string; file: File; attestation: string }

/** Takes a LoRA that another tool made. */
export function importLora({ file, ...fields }: ForeignFile): Promise<LoraCard> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set("file", file)
  return send<LoraCard>("/api/loras/import/", { method: "POST", form })
}
