/** The pictures before and after one: in the order of the desk one came from, or in that of the contact sheet. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { useEffect, useMemo } from "react"
import { deskResults } from "../../api/swaps"
import { type SwapResult, type SwapSheet } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { filterOf, readView } from "./desk-filter"

/** How near the end of what is loaded the next page is asked for. */
const AHEAD = 20

export type Neighbours = { list: SwapResult[]; at: number; total: number; isDesk: boolean; to: (result: SwapResult) => string; back: string }

/** The address of a picture; `desk` is the query of the desk it was opened from. */
export const pictureAddress = (result: SwapResult, desk: string | null): string => `${paths.picture(result.run, result.index + 1)}${desk === null ? "" : `?${new URLSearchParams({ desk })}`}`

export function useNeighbours(sheet: SwapSheet, index: number, desk: string | null): Neighbours {
  const { run } = sheet
  const filter = useMemo(() => filterOf(desk === null ? undefined : run.subject?.id, readView(new URLSearchParams(desk ?? ""))), [desk, run.subject?.id])
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(deskResults(filter))
  const listed = useMemo(() => data?.pages.flatMap((page) => page.results) ?? [], [data])
  const there = listed.findIndex((result) => result.run === run.id && result.index === index)
  const isNearEnd = there >= 0 ? there > listed.length - AHEAD : desk !== null
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])
  const made = useMemo(() => sheet.frames.flatMap(({ result }) => (result?.swapped ? [result] : [])), [sheet.frames])
  const isDesk = there >= 0
  const back = desk !== null && run.subject ? `${paths.swaps(run.subject.slug)}${desk && `?${desk}`}` : paths.run(run.id)
  return {
    list: isDesk ? listed : made,
    at: isDesk ? there : made.findIndex((result) => result.index === index),
    total: isDesk ? listed.length : made.length,
    isDesk,
    to: (result) => pictureAddress(result, desk),
    back,
  }
}
