/** Deciding on results: at once in everything that shows them, back again when the server says no or somebody undoes it. */
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useCallback } from "react"
import { words } from "#words/swaps"
import { wordsFor } from "../../api/problem"
import { type Chosen, decideMany, type ResultFilter } from "../../api/swaps"
import { type Page, type ResultAction, type ResultWas, type SwapResult, type SwapSheet } from "../../api/shapes"
import { toast } from "../../ui/toast"

type Desk = InfiniteData<Page<SwapResult>>
type Change = (result: SwapResult) => SwapResult

/** The result after an action; pure. */
export function after(result: SwapResult, action: ResultAction, tag = ""): SwapResult {
  const word = tag.trim().toLowerCase()
  switch (action) {
    case "favourite":
    case "unfavourite":
      return { ...result, favourite: action === "favourite" }
    case "keep":
    case "reject":
      return { ...result, decision: action }
    case "clear":
      return { ...result, decision: "none" }
    case "tag":
      return result.tags.includes(word) ? result : { ...result, tags: [...result.tags, word].sort() }
    case "untag":
      return { ...result, tags: result.tags.filter((one) => one !== word) }
  }
}

/** Whether a result still belongs to a list narrowed to a decision, to favourites or to tags. */
export function stays(result: SwapResult, filter: ResultFilter): boolean {
  const tags = [filter.tag ?? []].flat()
  return (filter.decision === undefined || filter.decision === result.decision) && (filter.favourite === undefined || result.favourite) && tags.every((tag) => result.tags.includes(tag))
}

/** The desk with some results changed, and without those that no longer belong; untouched pages stay the same objects. */
export function patchedDesk(desk: Desk, filter: ResultFilter, isMeant: (result: SwapResult) => boolean, change: Change): Desk {
  const pages = desk.pages.map((page) => {
    if (!page.results.some(isMeant)) return page
    const results = page.results.map((result) => (isMeant(result) ? change(result) : result)).filter((result) => !isMeant(result) || stays(result, filter))
    return { ...page, results }
  })
  return { ...desk, pages }
}

export const patchedSheet = (sheet: SwapSheet, isMeant: (result: SwapResult) => boolean, change: Change): SwapSheet => ({
  ...sheet,
  frames: sheet.frames.map((frame) => (frame.result && isMeant(frame.result) ? { ...frame, result: change(frame.result) } : frame)),
})

/** Changes results wherever they are shown, and gives back how everything was. With a filter only that desk is known to be meant. */
function patchEverywhere(client: QueryClient, chosen: Chosen, change: Change): () => void {
  const named = new Set("ids" in chosen ? chosen.ids : chosen.without)
  const isMeant = (result: SwapResult) => named.has(result.id) === "ids" in chosen
  const before = [...client.getQueriesData<Desk>({ queryKey: ["desk"] }), ...client.getQueriesData<SwapSheet>({ queryKey: ["swap"] })]
  for (const [key, desk] of client.getQueriesData<Desk>({ queryKey: ["desk"] })) {
    const filter = key[1] as ResultFilter
    if ("filter" in chosen && JSON.stringify(filter) !== JSON.stringify(chosen.filter)) client.removeQueries({ queryKey: key, exact: true })
    else if (desk) client.setQueryData<Desk>(key, patchedDesk(desk, filter, isMeant, change))
  }
  for (const [key, sheet] of client.getQueriesData<SwapSheet>({ queryKey: ["swap"] })) {
    if ("filter" in chosen) client.removeQueries({ queryKey: key, exact: true })
    else if (sheet) client.setQueryData<SwapSheet>(key, patchedSheet(sheet, isMeant, change))
  }
  return () => before.forEach(([key, was]) => client.setQueryData(key, was))
}

/** The requests that make everything as it was, grouped so that there are at most three. */
export function undoing(was: ResultWas[], action: ResultAction): { ids: string[]; action: ResultAction }[] {
  const back: ((one: ResultWas) => ResultAction | null) =
    action === "tag" ? (one) => (one.tagged ? null : "untag")
    : action === "untag" ? (one) => (one.tagged ? "tag" : null)
    : action === "favourite" || action === "unfavourite" ? (one) => (one.favourite ? "favourite" : "unfavourite")
    : (one) => ({ keep: "keep", reject: "reject", none: "clear" } as const)[one.decision]
  const groups = new Map<ResultAction, string[]>()
  for (const one of was) {
    const to = one.done ? back(one) : null
    if (to) groups.set(to, [...(groups.get(to) ?? []), one.id])
  }
  return [...groups].map(([to, ids]) => ({ action: to, ids }))
}

/** What another member, or another tab, has decided, wherever it is shown here; twice is once. */
export function follow(client: QueryClient, ids: string[], action: ResultAction, tag: string): void {
  patchEverywhere(client, { ids }, (result) => after(result, action, tag))
}

const COUNTS = [["desk-counts"], ["desk-news"], ["archive"]]

/** `decide(chosen, action, tag)`: optimistic, with undo in a toast; a refusal puts everything back and says why. */
export function useDecide() {
  const client = useQueryClient()
  return useCallback(
    async (chosen: Chosen, action: ResultAction, tag?: string): Promise<void> => {
      await Promise.all([["desk"], ["desk-news"]].map((queryKey) => client.cancelQueries({ queryKey })))
      const restore = patchEverywhere(client, chosen, (result) => after(result, action, tag))
      const recount = () => void Promise.all(COUNTS.map((queryKey) => client.invalidateQueries({ queryKey })))
      try {
        const was = await decideMany(chosen, action, tag)
        toast(words.decided(action, was.filter(({ done }) => done).length, tag), {
          undo: () => {
            restore()
            void Promise.all(undoing(was, action).map((back) => decideMany({ ids: back.ids }, back.action, tag))).finally(recount)
          },
        })
      } catch (error) {
        restore()
        toast(wordsFor(error).body)
      }
      recount()
    },
    [client],
  )
}
