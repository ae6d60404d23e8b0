/** The target sets of a model on its page: which one is open (in the address), and making one of what is chosen. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useSearchParams } from "react-router"
import { words } from "#words/photos"
import { bulk, makeSet, targetSets } from "../../api/desk"
import { wordsFor } from "../../api/problem"
import { type Subject, type TargetSet } from "../../api/shapes"
import { toast } from "../../ui/toast"

const NO_SETS: TargetSet[] = []

export function useTargetSets(subject: Subject) {
  const client = useQueryClient()
  const { data: all = NO_SETS } = useQuery(targetSets(subject.id))
  const [search, setSearch] = useSearchParams()
  const [isNaming, setNaming] = useState(false)
  const named = search.get("set")
  const open = all.find(({ id }) => id === named)
  const within = useMemo(() => (open ? new Set(open.photos) : null), [open])
  const setOpen = (id: string | null) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was)
        if (id) next.set("set", id)
        else next.delete("set")
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const make = async (name: string, photos: string[]) => {
    const made = await makeSet(subject.id, name, photos)
    await client.invalidateQueries({ queryKey: ["target-sets", subject.id] })
    setOpen(made.id)
    toast(words.setMade(name))
  }
  const put = (photos: { id: string }[]) => open && intoSet(client, subject.id, open.id, photos)
  const buttonFor = (photos: number) => (photos > 0 ? words.makeSetOf(photos) : words.makeSet)
  return { all, open, within, setOpen, isNaming, setNaming, make, put, buttonFor }
}

const GATHER_MS = 400
const waiting = new Map<string, string[]>()

/** Puts photos that arrive one by one into a set, many in one request and without a toast for each. */
function intoSet(client: QueryClient, subjectId: string, set: string, photos: { id: string }[]): void {
  const before = waiting.get(set)
  waiting.set(set, [...(before ?? []), ...photos.map(({ id }) => id)])
  if (before) return
  setTimeout(() => {
    const ids = waiting.get(set) ?? []
    waiting.delete(set)
    bulk(subjectId, "target", "add_to_set", ids, set)
      .catch((error: unknown) => toast(wordsFor(error).body))
      .finally(() => void client.invalidateQueries({ queryKey: ["target-sets", subjectId] }))
  }, GATHER_MS)
}
