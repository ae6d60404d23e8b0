/** Swaps: what one would cost, the start of one, its sheet and its results. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type Estimate, type Page, type Run, type SwapRequest, type SwapResult, type SwapSheet } from "./shapes"

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

export const swapResults = (subjectId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["results", subjectId],
    enabled: subjectId !== undefined,
    queryFn: ({ pageParam, signal }) => get<Page<SwapResult>>(pageParam, signal),
    initialPageParam: `/api/swaps/${query({ subject: subjectId, limit: 60 })}`,
    getNextPageParam: (last: Page<SwapResult>) => (last.next ? sameOrigin(last.next) : undefined),
  })
