/** Credits: what is free, what is held, and every movement. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, query } from "./client"
import { sameOrigin } from "./photos"
import { type Credits, type LedgerEntry, type Page } from "./shapes"

export const credits = queryOptions({ queryKey: ["credits"], queryFn: ({ signal }) => get<Credits>("/api/credits/", signal) })

export const ledger = infiniteQueryOptions({
  queryKey: ["ledger"],
  queryFn: ({ pageParam, signal }) => get<Page<LedgerEntry>>(pageParam, signal),
  initialPageParam: `/api/credits/entries/${query({ limit: 60 })}`,
  getNextPageParam: (last: Page<LedgerEntry>) => (last.next ? sameOrigin(last.next) : undefined),
})
