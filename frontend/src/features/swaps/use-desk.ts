/** The desk's results: pages as they are needed, and what has just been made put in front without moving what is looked at. */
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo } from "react"
import { deskNews, deskResults, type ResultFilter } from "../../api/swaps"
import { type Page, type SwapResult } from "../../api/shapes"

type Desk = InfiniteData<Page<SwapResult>>

/** Above this the top of the sheet is in view, and new pictures may push the others down. */
const AT_TOP_PX = 160

/** News that the desk does not hold yet. What is older than all it holds is not new: its page was not loaded. */
export function unseen(desk: Desk, news: SwapResult[]): SwapResult[] {
  const held = new Set(desk.pages.flatMap(({ results }) => results.map(({ id }) => id)))
  const newest = desk.pages[0]?.results[0]?.created_at ?? ""
  return news.filter(({ id, created_at }) => !held.has(id) && created_at >= newest)
}

/** The desk with what changed since (enhanced, scored) in place and `fresh` in front. */
export function withNews(desk: Desk, news: SwapResult[], fresh: SwapResult[]): Desk {
  const known = new Map(news.map((result) => [result.id, result]))
  const pages = desk.pages.map((page) => (page.results.some(({ id }) => known.has(id)) ? { ...page, results: page.results.map((result) => known.get(result.id) ?? result) } : page))
  const [first, ...rest] = pages
  if (!first || fresh.length === 0) return { ...desk, pages }
  return { ...desk, pages: [{ ...first, results: [...fresh, ...first.results] }, ...rest] }
}

export function useDesk(filter: ResultFilter) {
  const client = useQueryClient()
  const list = useInfiniteQuery(deskResults(filter))
  const news = useQuery({ ...deskNews(filter), throwOnError: false }).data
  const results = useMemo(() => list.data?.pages.flatMap((page) => page.results) ?? [], [list.data])
  const isInOrder = filter.sort === "newest"
  const fresh = useMemo(() => (list.data && news && isInOrder ? unseen(list.data, news) : []), [list.data, news, isInOrder])

  const take = (added: SwapResult[]) => client.setQueryData<Desk>(deskResults(filter).queryKey, (desk) => desk && withNews(desk, news ?? [], added))
  useEffect(() => {
    if (!news) return
    const isAtTop = window.scrollY < AT_TOP_PX
    client.setQueryData<Desk>(deskResults(filter).queryKey, (desk) => desk && withNews(desk, news, isAtTop && isInOrder ? unseen(desk, news) : []))
    // The filter belongs to the news; only news are a reason to look again.
  }, [news]) // eslint-disable-line react-hooks/exhaustive-deps

  return {
    list,
    results,
    /** New pictures that wait above, because somebody is looking at others. */
    fresh,
    showFresh: () => {
      take(fresh)
      window.scrollTo({ top: 0 })
    },
  }
}
