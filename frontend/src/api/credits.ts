/** Credits: what is free, what is held, every movement, and what things cost. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, query } from "./client"
import { sameOrigin } from "./photos"
import { type Costs, type Credits, type LedgerEntry, type Page, type Receipt } from "./shapes"

export const credits = queryOptions({ queryKey: ["credits"], queryFn: ({ signal }) => get<Credits>("/api/credits/", signal) })

/** Which part of the ledger: kinds separated by commas, and days as 2026-11-25. */
export type LedgerPart = { kind?: string; since?: string; until?: string }

export const ledger = (part: LedgerPart = {}) =>
  infiniteQueryOptions({
    queryKey: ["ledger", part],
    queryFn: ({ pageParam, signal }) => get<Page<LedgerEntry>>(pageParam, signal),
    initialPageParam: `/api/credits/entries/${query({ limit: 60, ...part })}`,
    getNextPageParam: (last: Page<LedgerEntry>) => (last.next ? sameOrigin(last.next) : undefined),
  })

export const ledgerFile = (part: LedgerPart): string => `/api/credits/ledger.csv${query(part)}`

export const costs = queryOptions({ queryKey: ["ledger", "costs"], queryFn: ({ signal }) => get<Costs>("/api/costs/", signal) })

export const receipt = (run: string) => queryOptions({ queryKey: ["ledger", "receipt", run], queryFn: ({ signal }) => get<Receipt>(`/api/runs/${run}/receipt/`, signal) })
