/** The state of one sheet: what is shown, what is chosen, what is unfolded, and the keys that decide. */
import { useQuery } from "@tanstack/react-query"
import { type RefObject, useMemo, useState } from "react"
import { useSearchParams } from "react-router"
import { words } from "#words/photos"
import { desk as deskQuery } from "../../api/desk"
import { useMayWrite } from "../../api/may-write"
import { type PhotoDecision, type PhotoRole } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { chosenOf, only, useSelection } from "../../lib/selection"
import { type GridHandle } from "../../ui/VirtualGrid"
import { countsOf, type Filter, isFilter, tilesOf } from "./desk-view"
import { useHidden } from "../../lib/hidden"
import { useDeskActions } from "./use-desk"

export function useSheet(subjectId: string, role: PhotoRole, within: ReadonlySet<string> | null) {
  const query = useQuery(deskQuery(subjectId, role))
  const hidden = useHidden()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [filter, setFilter] = useFilter(role)
  const selection = useSelection()
  const actions = useDeskActions(subjectId, role)
  const desk = query.data
  const look = useMemo(() => ({ filter, open, within, hidden }), [filter, open, within, hidden])
  const tiles = useMemo(() => (desk ? tilesOf(desk, look) : []), [desk, look])
  const counts = useMemo(() => (desk ? countsOf(desk, look) : null), [desk, look])
  const order = useMemo(() => tiles.map(({ id }) => id), [tiles])
  const chosen = useMemo(() => chosenOf(selection.value, order), [selection.value, order])
  const fold = (id: string) => {
    setOpen((was) => {
      const next = new Set(was)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }
  return { query, desk, tiles, counts, order, chosen, filter, setFilter, fold, selection, actions }
}

export type Sheet = ReturnType<typeof useSheet>

/** The filter lives in the address: `?source=warned`. */
function useFilter(role: PhotoRole): [Filter, (filter: Filter) => void] {
  const [search, setSearch] = useSearchParams()
  const named = search.get(role)
  const set = (filter: Filter) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was)
        if (filter === "all") next.delete(role)
        else next.set(role, filter)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [isFilter(named) ? named : "all", set]
}

type Keys = { sheet: Sheet; active: string | null; grid: RefObject<GridHandle | null> }

/** P, X, U for the chosen photos, or for the active one and on to the next; D for the copies under it. */
export function useSheetKeys({ sheet, active, grid }: Keys): void {
  const at = active ? sheet.order.indexOf(active) : -1
  const decide = (decision: PhotoDecision) => {
    const { chosen, order, actions, selection } = sheet
    if (chosen.length > 1) return actions.decide(chosen, decision)
    const id = order[at]
    if (!id) return
    actions.decide([id], decision)
    const next = Math.min(at + 1, order.length - 1)
    if (chosen.length === 1) selection.set(only(order[next] ?? id))
    // The next frame: under a filter the decided photo may have left the sheet.
    requestAnimationFrame(() => grid.current?.focus(next))
  }
  const stack = sheet.tiles.find(({ id, copies, isTop }) => id === active && copies > 1 && isTop)
  const { where } = words.keys
  const mayWrite = useMayWrite()
  const decisions = [
    { keys: "p", name: words.keys.keep, where, act: () => decide("keep") },
    { keys: "x", name: words.keys.reject, where, act: () => decide("reject") },
    { keys: "u", name: words.keys.clear, where, act: () => decide("none") },
  ]
  const shortcuts = [...(mayWrite ? decisions : []), { keys: "d", name: words.keys.stack, where, act: () => stack && sheet.fold(stack.id) }]
  useKeys(at >= 0 || sheet.chosen.length > 1 ? shortcuts : [])
}
