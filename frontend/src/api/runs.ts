/** Runs: what was asked for, priced, and can be followed, cancelled and retried. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type Page, type Run, type RunFailure, type RunItem, type Turn } from "./shapes"

export const run = (id: string) => queryOptions({ queryKey: ["run", id], queryFn: ({ signal }) => get<Run>(`/api/runs/${id}/`, signal) })

export type RunFilter = { subject?: string; kind?: string; status?: string }

export const runs = (filter: RunFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ["runs", filter],
    queryFn: ({ pageParam, signal }) => get<Page<Run>>(pageParam, signal),
    initialPageParam: `/api/runs/${query({ ...filter, limit: 30 })}`,
    getNextPageParam: (last: Page<Run>) => (last.next ? sameOrigin(last.next) : undefined),
  })

/** What runs and waits, in the order of its turns. */
export const queue = (kind: string) => queryOptions({ queryKey: ["queue", kind], queryFn: ({ signal }) => get<Turn[]>(`/api/runs/queue/${query({ kind })}`, signal) })

/** Why pictures were not made; `failed` is how many are known to have failed, so that one more asks again. */
export const failures = (id: string, failed: number) =>
  queryOptions({ queryKey: ["failures", id, failed], queryFn: ({ signal }) => get<RunFailure[]>(`/api/runs/${id}/failures/`, signal), placeholderData: keepPreviousData })

const LOG_PAGE = 8
/** What happened to which picture, newest first, from rows: a reload tells the same. */
export const runLog = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["run-log", id],
    queryFn: ({ pageParam, signal }) => get<Page<RunItem>>(pageParam, signal),
    initialPageParam: `/api/runs/${id}/log/${query({ limit: LOG_PAGE })}`,
    getNextPageParam: (last: Page<RunItem>) => (last.next ? sameOrigin(last.next) : undefined),
  })

export const moveRun = (id: string, place: number) => send<Turn[]>(`/api/runs/${id}/move/`, { method: "POST", json: { place } })

export const cancelRun = (id: string) => send<Run>(`/api/runs/${id}/cancel/`, { method: "POST" })

export const pauseRun = (id: string) => send<Run>(`/api/runs/${id}/pause/`, { method: "POST" })

export const resumeRun = (id: string) => send<Run>(`/api/runs/${id}/resume/`, { method: "POST" })

export const retryRun = (id: string, key: string) => send<Run>(`/api/runs/${id}/retry/`, { method: "POST", key })

/** Where the zip of all pictures of a run is downloaded. */
export const archiveUrl = (id: string): string => `/api/runs/${id}/archive/`

/** A save point at the step a training has reached, beside those it makes anyway. */
export const saveNow = (id: string) => send<Run>(`/api/runs/${id}/save-now/`, { method: "POST" })

export const sampleNow = (id: string) => send<Run>(`/api/runs/${id}/sample-now/`, { method: "POST" })

/** Ends a training where it stands: saved first, charged in proportion, the rest given back. */
export const finishRun = (id: string) => send<Run>(`/api/runs/${id}/finish/`, { method: "POST" })

/** What a training measured since its last save. */
export const trainingPoints = (id: string) => get<{ points: [number, number, number][] }>(`/api/runs/${id}/points/`)
