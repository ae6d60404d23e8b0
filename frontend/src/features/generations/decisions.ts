/** Deciding on pictures: at once wherever they are shown, back again when the server says no or somebody undoes it. */
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { words } from "#words/generations"
import { decideGenerations, type GenerationFilter } from "../../api/generations"
import { wordsFor } from "../../api/problem"
import { type Generation, type GenerationAction, type GenerationWas, type Page } from "../../api/shapes"
import { toast } from "../../ui/toast"

type Gallery = InfiniteData<Page<Generation>>

/** The picture after an action; pure. */
export function after(one: Generation, action: GenerationAction, tag = ""): Generation {
  const word = tag.trim().toLowerCase()
  switch (action) {
    case "favourite":
    case "unfavourite":
      return { ...one, favourite: action === "favourite" }
    case "keep":
    case "reject":
      return { ...one, decision: action }
    case "clear":
      return { ...one, decision: "none" }
    case "tag":
      return one.tags.includes(word) ? one : { ...one, tags: [...one.tags, word].sort() }
    case "untag":
      return { ...one, tags: one.tags.filter((other) => other !== word) }
    case "delete":
      return one
  }
}

const stays = (one: Generation, filter: GenerationFilter): boolean =>
  (filter.favourite === undefined || one.favourite) && (filter.decision === undefined || filter.decision === one.decision) && (filter.tag === undefined || one.tags.includes(filter.tag))

/** The gallery with some pictures changed, and without those that no longer belong. */
export function patched(held: Gallery, filter: GenerationFilter, ids: ReadonlySet<string>, action: GenerationAction, tag?: string): Gallery {
  const pages = held.pages.map((page) => {
    if (!page.results.some(({ id }) => ids.has(id))) return page
    const kept = action === "delete" ? page.results.filter(({ id }) => !ids.has(id)) : page.results
    return { ...page, results: kept.map((one) => (ids.has(one.id) ? after(one, action, tag) : one)).filter((one) => !ids.has(one.id) || stays(one, filter)) }
  })
  return { ...held, pages }
}

/** Changes pictures wherever they are held; gives back the way to how everything was. */
export function patchEverywhere(client: QueryClient, ids: readonly string[], action: GenerationAction, tag?: string): () => void {
  const named = new Set(ids)
  const before: [readonly unknown[], unknown][] = [...client.getQueriesData<Gallery>({ queryKey: ["generations"] }), ...client.getQueriesData<Generation>({ queryKey: ["generation"] })]
  for (const [key, held] of client.getQueriesData<Gallery>({ queryKey: ["generations"] })) if (held) client.setQueryData(key, patched(held, key[1] as GenerationFilter, named, action, tag))
  for (const [key, one] of client.getQueriesData<Generation>({ queryKey: ["generation"] })) if (one && named.has(one.id)) client.setQueryData(key, after(one, action, tag))
  return () => before.forEach(([key, was]) => client.setQueryData(key, was))
}

/** The requests that make everything as it was. */
export function undoing(was: readonly GenerationWas[], action: GenerationAction): { ids: string[]; action: GenerationAction }[] {
  const groups = new Map<GenerationAction, string[]>()
  for (const one of was) {
    const to = backOf(one, action)
    if (to) groups.set(to, [...(groups.get(to) ?? []), one.id])
  }
  return [...groups].map(([to, ids]) => ({ action: to, ids }))
}

function backOf(one: GenerationWas, action: GenerationAction): GenerationAction | null {
  if (action === "tag") return one.tagged ? null : "untag"
  if (action === "untag") return one.tagged ? "tag" : null
  if (action === "favourite" || action === "unfavourite") return one.favourite ? "favourite" : "unfavourite"
  return ({ keep: "keep", reject: "reject", none: "clear" } as const)[one.decision]
}

const COUNTS = [["generation-counts"], ["generation-news"]]

/** `decide(ids, action, tag)`: optimistic, with undo; what is deleted goes for good when the toast does. */
export function useDecide() {
  const client = useQueryClient()
  return useCallback(
    async (ids: string[], action: GenerationAction, tag?: string): Promise<void> => {
      if (ids.length === 0) return
      const recount = () => void Promise.all(COUNTS.map((queryKey) => client.invalidateQueries({ queryKey })))
      await Promise.all([["generations"], ["generation-news"]].map((queryKey) => client.cancelQueries({ queryKey })))
      const restore = patchEverywhere(client, ids, action, tag)
      const giveUp = (error: unknown) => {
        restore()
        toast(wordsFor(error).body)
      }
      if (action === "delete") {
        client.removeQueries({ queryKey: ["generation-news"] })
        toast(words.acts.did(action, ids.length), { undo: restore, done: () => void decideGenerations(ids, action).then(recount, giveUp) })
        return
      }
      try {
        const was = await decideGenerations(ids, action, tag)
        toast(words.acts.did(action, was.length), {
          undo: () => {
            restore()
            void Promise.all(undoing(was, action).map((back) => decideGenerations(back.ids, back.action, tag))).finally(recount)
          },
        })
      } catch (error) {
        giveUp(error)
      }
      recount()
    },
    [client],
  )
}
