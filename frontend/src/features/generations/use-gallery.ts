/** The gallery's pictures: pages as they are needed, and what has just been made in front. */
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo } from "react"
import { gallery, galleryNews, type GenerationFilter } from "../../api/generations"
import { type Generation, type Page } from "../../api/shapes"

type Gallery = InfiniteData<Page<Generation>>

/** Above this the top is in view, and new pictures may push the others down. */
const AT_TOP_PX = 240

/** News that are not held yet. What is older than all that is held is not new: its page was not loaded. */
export function unseen(held: Gallery, news: readonly Generation[]): Generation[] {
  const ids = new Set(held.pages.flatMap(({ results }) => results.map(({ id }) => id)))
  const newest = held.pages[0]?.results[0]?.created_at ?? ""
  return news.filter(({ id, created_at }) => !ids.has(id) && created_at >= newest)
}

/** With what changed since in its place and `fresh` in front. */
export function withNews(held: Gallery, news: readonly Generation[], fresh: readonly Generation[]): Gallery {
  const known = new Map(news.map((one) => [one.id, one]))
  const pages = held.pages.map((page) => ({ ...page, results: page.results.map((one) => known.get(one.id) ?? one) }))
  const [first, ...rest] = pages
  return { ...held, pages: first ? [{ ...first, results: [...fresh, ...first.results] }, ...rest] : pages }
}

export function useGallery(filter: GenerationFilter) {
  const client = useQueryClient()
  const list = useInfiniteQuery(gallery(filter))
  const news = useQuery({ ...galleryNews(filter), throwOnError: false }).data
  const results = useMemo(() => list.data?.pages.flatMap((page) => page.results) ?? [], [list.data])
  const fresh = useMemo(() => (list.data && news ? unseen(list.data, news) : []), [list.data, news])
  const take = (all: boolean) =>
    client.setQueryData<Gallery>(gallery(filter).queryKey, (held) => held && news && withNews(held, news, all ? unseen(held, news) : []))
  useEffect(() => {
    if (news) take(window.scrollY < AT_TOP_PX)
    // The filter belongs to the news; only news are a reason to look again.
  }, [news]) // eslint-disable-line react-hooks/exhaustive-deps
  return {
    list,
    results,
    fresh,
    showFresh: () => {
      take(true)
      window.scrollTo({ top: 0 })
    },
  }
}
