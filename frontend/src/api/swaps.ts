/** Swaps: what one would cost, the start of one, its sheet and its results. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { csrfToken, get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type ArchiveFiles, type ArchiveSummary, type Estimate, type Page, type ResultAction, type ResultCounts, type ResultWas, type Run, type SwapRequest, type SwapResult, type SwapSheet } from "./shapes"

export const swapSheet = (runId: string) =>
  queryOptions({ queryKey: ["swap", runId], queryFn: ({ signal }) => get<SwapSheet>(`/api/swaps/${runId}/`, signal) })

export const estimate = (request: SwapRequest | null) =>
  queryOptions({
    queryKey: ["estimate", request],
    enabled: request !== null,
    queryFn: ({ signal }) => send<Estimate>("/api/swaps/estimate/", { method: "POST", json: request, signal }),
    staleTime: 30_000,
    retry: false,
    throwOnError: false,
    placeholderData: keepPreviousData,
  })

/** Starts a swap; the same `key` with the same request gives the same run, so that a double click pays once. */
export const startSwap = (request: SwapRequest, key: string) => send<Run>("/api/swaps/", { method: "POST", json: request, key })

/** The ids of all results that a filter finds. */
export async function allResults(filter: ResultFilter): Promise<string[]> {
  const ids: string[] = []
  let next: string | null = `/api/swaps/${filterQuery(filter, { limit: "200" })}`
  while (next) {
    const page: Page<SwapResult> = await get<Page<SwapResult>>(sameOrigin(next))
    ids.push(...page.results.map(({ id }) => id))
    next = page.next
  }
  return ids
}

/** What narrows and orders the desk, as the API names it; what is not set does not narrow. */
export type ResultFilter = Record<string, string | string[] | undefined>

/** Pages of the desk; a page a screen or two ahead is never felt. */
const DESK_PAGE = 100
/** The newest of the desk, to put what has just been made in front. */
const NEWS = 60

function filterQuery(filter: ResultFilter, more: Record<string, string> = {}): string {
  const set = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, ...more })) for (const one of [value ?? []].flat()) set.append(name, one)
  const text = set.toString()
  return text ? `?${text}` : ""
}

export const deskResults = (filter: ResultFilter) =>
  infiniteQueryOptions({
    queryKey: ["desk", filter],
    enabled: filter.subject !== undefined,
    queryFn: ({ pageParam, signal }) => get<Page<SwapResult>>(pageParam, signal),
    initialPageParam: `/api/swaps/${filterQuery(filter, { limit: String(DESK_PAGE) })}`,
    getNextPageParam: (last: Page<SwapResult>) => (last.next ? sameOrigin(last.next) : undefined),
    // Thousands of results are not compared with each other at every page, nor asked for again because a window got the focus.
    structuralSharing: false,
    staleTime: Infinity,
  })

/** The newest results, whatever the order of the desk: asked for again when an event tells of new ones. */
export const deskNews = (filter: ResultFilter) =>
  queryOptions({
    queryKey: ["desk-news", filter],
    enabled: filter.subject !== undefined,
    queryFn: async ({ signal }) => (await get<Page<SwapResult>>(`/api/swaps/${filterQuery({ ...filter, sort: "newest" }, { limit: String(NEWS) })}`, signal)).results,
  })

export const deskCounts = (filter: ResultFilter) =>
  queryOptions({
    queryKey: ["desk-counts", filter],
    enabled: filter.subject !== undefined,
    queryFn: ({ signal }) => get<ResultCounts>(`/api/swaps/counts/${filterQuery({ ...filter, sort: undefined })}`, signal),
    placeholderData: keepPreviousData,
  })

/** Results of a run by the number of their frame: what an event told of is fetched, and nothing else. */
export const resultsAt = async (run: string, indexes: number[]): Promise<SwapResult[]> => (await get<Page<SwapResult>>(`/api/swaps/${query({ run, index: indexes.join(","), limit: 200 })}`)).results

/** Which results: these, or all that a filter finds but some. */
export type Chosen = { ids: string[] } | { filter: ResultFilter; without: string[] }

const AT_ONCE = 1000

/** Does one thing to many results and answers what each was before. */
export async function decideMany(chosen: Chosen, action: ResultAction, tag?: string): Promise<ResultWas[]> {
  const post = (path: string, body: object) => send<{ results: ResultWas[] }>(path, { method: "POST", json: { ...body, action, tag } })
  if ("filter" in chosen) return (await post(`/api/swap-results/bulk/${filterQuery({ ...chosen.filter, sort: undefined })}`, { without: chosen.without })).results
  const was: ResultWas[] = []
  for (let at = 0; at < chosen.ids.length; at += AT_ONCE) was.push(...(await post("/api/swap-results/bulk/", { ids: chosen.ids.slice(at, at + AT_ONCE) })).results)
  return was
}

export type ArchiveWish = { filter: ResultFilter; ids?: string[]; files: ArchiveFiles; rejected: boolean }

const archiveFields = ({ ids, files, rejected }: ArchiveWish) => ({ ids: ids?.join(",") ?? "", files, rejected })

export const archiveSummary = (wish: ArchiveWish) =>
  queryOptions({
    queryKey: ["archive", wish],
    queryFn: ({ signal }) => send<ArchiveSummary>(`/api/swaps/archive/summary/${filterQuery({ ...wish.filter, sort: undefined })}`, { method: "POST", json: archiveFields(wish), signal }),
    placeholderData: keepPreviousData,
    throwOnError: false,
  })

/** Asks the browser for the zip by a form, so that it goes to the disk and never through the page's memory. */
export function downloadArchive(wish: ArchiveWish): void {
  const form = document.createElement("form")
  form.method = "post"
  form.action = `/api/swaps/archive/${filterQuery({ ...wish.filter, sort: undefined })}`
  for (const [name, value] of Object.entries({ ...archiveFields(wish), csrfmiddlewaretoken: csrfToken() })) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value: String(value) })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
