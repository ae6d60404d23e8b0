/** Pictures from words: what they would cost, the start of a run, the gallery, and words that are kept. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { csrfToken, get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type Developing, type Generation, type GenerationAction, type GenerationAsk, type GenerationCounts, type GenerationEstimate, type GenerationWas, type Page, type PromptPreset, type Run } from "./shapes"

export const generationEstimate = (ask: GenerationAsk | null) =>
  queryOptions({
    queryKey: ["generation-estimate", ask],
    enabled: ask !== null,
    queryFn: ({ signal }) => send<GenerationEstimate>("/api/generations/estimate/", { method: "POST", json: ask, signal }),
    staleTime: 30_000,
    retry: false,
    throwOnError: false,
    placeholderData: keepPreviousData,
  })

/** Starts a run; the same `key` with the same wish gives the same run, so that a double click pays once. */
export const startGeneration = (ask: GenerationAsk, key: string) => send<Run>("/api/generations/", { method: "POST", json: ask, key })

/** What narrows the gallery, as the API names it; what is not set does not narrow. */
export type GenerationFilter = { subject?: string; run?: string; lora?: string; favourite?: "true"; decision?: string; q?: string; tag?: string }

/** A page of the gallery; a screen or two ahead is never felt. */
const PAGE = 100
/** The newest, to put what has just been made in front. */
const NEWS = 64

export const gallery = (filter: GenerationFilter) =>
  infiniteQueryOptions({
    queryKey: ["generations", filter],
    enabled: filter.subject !== undefined,
    queryFn: ({ pageParam, signal }) => get<Page<Generation>>(pageParam, signal),
    initialPageParam: `/api/generations/${query({ ...filter, limit: PAGE })}`,
    getNextPageParam: (last: Page<Generation>) => (last.next ? sameOrigin(last.next) : undefined),
    // Thousands are not compared with each other at every page, nor asked for again because a window got the focus.
    structuralSharing: false,
    staleTime: Infinity,
  })

/** Asked for again when an event tells of new ones. */
export const galleryNews = (filter: GenerationFilter) =>
  queryOptions({
    queryKey: ["generation-news", filter],
    enabled: filter.subject !== undefined,
    queryFn: async ({ signal }) => (await get<Page<Generation>>(`/api/generations/${query({ ...filter, limit: NEWS })}`, signal)).results,
  })

export const galleryCounts = (filter: GenerationFilter) =>
  queryOptions({
    queryKey: ["generation-counts", filter],
    enabled: filter.subject !== undefined,
    queryFn: ({ signal }) => get<GenerationCounts>(`/api/generations/counts/${query(filter)}`, signal),
    placeholderData: keepPreviousData,
  })

/** Live runs of a model with the frames that are still empty. */
export const developing = (subject: string | undefined) =>
  queryOptions({ queryKey: ["developing", subject], enabled: subject !== undefined, queryFn: ({ signal }) => get<Developing[]>(`/api/generations/developing/${query({ subject })}`, signal) })

export const generation = (id: string) => queryOptions({ queryKey: ["generation", id], queryFn: ({ signal }) => get<Generation>(`/api/generations/${id}/`, signal) })

/** Does one thing to pictures and answers what each was before. `keepalive` outlives the page. */
export const decideGenerations = async (ids: string[], action: GenerationAction, tag?: string): Promise<GenerationWas[]> =>
  (await send<{ results: GenerationWas[] }>("/api/generations/bulk/", { method: "POST", json: { ids, action, tag }, keepalive: action === "delete" })).results

export const makeAgain = (id: string, key: string) => send<Run>(`/api/generations/${id}/again/`, { method: "POST", key })
export const enhanceGenerations = (ids: string[], key: string) => send<Run>("/api/generations/enhance/", { method: "POST", json: { ids }, key })
export const sendToDataset = (ids: string[], dataset: string) => send<{ taken: number; left_out: { name: string; why: string }[] }>("/api/generations/to-dataset/", { method: "POST", json: { ids, dataset } })

/** Asks the browser for the zip by a form, so that it goes to the disk and never through the page's memory. */
export function downloadGenerations(filter: GenerationFilter, ids: string[] = []): void {
  const form = document.createElement("form")
  form.method = "post"
  form.action = `/api/generations/archive/${query(filter)}`
  for (const [name, value] of Object.entries({ ids: ids.join(","), csrfmiddlewaretoken: csrfToken() })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

export const promptPresets = queryOptions({ queryKey: ["prompt-presets"], queryFn: ({ signal }) => get<PromptPreset[]>("/api/prompt-presets/", signal), staleTime: 60_000 })
export const keepPreset = (preset: Pick<PromptPreset, "kind" | "name" | "prompt" | "negative">) => send<PromptPreset>("/api/prompt-presets/", { method: "POST", json: preset })
export const dropPreset = (id: string) => send<null>(`/api/prompt-presets/${id}/`, { method: "DELETE", keepalive: true })
