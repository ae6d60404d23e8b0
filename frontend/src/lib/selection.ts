/**
 * Which things of an ordered list are chosen, as people know it from files: click, Ctrl, Shift ranges, everything.
 *
 * `Selection` is a plain value and every function gives a new one, so that it can live in state or in the address.
 * With `all` the ids are the exceptions: "everything but these" also holds for pages that are not loaded yet.
 */
import { useCallback, useMemo, useState } from "react"

export type Selection = {
  all: boolean
  /** What is chosen; with `all`, what is not. */
  ids: ReadonlySet<string>
  /** Where a range begins. */
  anchor: string | null
  /** What was chosen before the range that is being drawn. */
  base: ReadonlySet<string>
}

const EMPTY: ReadonlySet<string> = new Set()
export const NOTHING: Selection = { all: false, ids: EMPTY, anchor: null, base: EMPTY }
export const EVERYTHING: Selection = { ...NOTHING, all: true }

export const isChosen = (selection: Selection, id: string): boolean => selection.ids.has(id) !== selection.all

/** How many of `total` are chosen. */
export const sizeOf = ({ all, ids }: Selection, total: number): number => (all ? Math.max(0, total - ids.size) : ids.size)

/** The chosen ones of `order`, in that order. */
export const chosenOf = (selection: Selection, order: readonly string[]): string[] => order.filter((id) => isChosen(selection, id))

export const only = (id: string): Selection => ({ all: false, ids: new Set([id]), anchor: id, base: EMPTY })

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { all: selection.all, ids, anchor: id, base: selection.all ? EMPTY : ids }
}

/** From the anchor to `id`, both with it; a second call draws the same range anew. `from` begins it where there is no anchor. */
export function extended(selection: Selection, order: readonly string[], id: string, from = id): Selection {
  const anchor = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : from
  const [a, b] = [order.indexOf(anchor), order.indexOf(id)]
  if (a < 0 || b < 0) return only(id)
  const range = order.slice(Math.min(a, b), Math.max(a, b) + 1)
  return { all: false, ids: new Set([...selection.base, ...range]), anchor, base: selection.base }
}

/** The keyboard moved on without choosing: the next range begins here and keeps what is chosen. */
export const anchored = (selection: Selection, id: string): Selection => ({ ...selection, anchor: id, base: selection.all ? EMPTY : selection.ids })

/** Without those that are gone, so that a count never tells of what is not there. */
export function without(selection: Selection, gone: Iterable<string>): Selection {
  const ids = new Set(selection.ids)
  for (const id of gone) ids.delete(id)
  return ids.size === selection.ids.size ? selection : { ...selection, ids, base: new Set([...selection.base].filter((id) => ids.has(id))) }
}

export type Held = { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }

/** What a click does: Shift draws a range, Ctrl or Cmd adds and takes away, nothing chooses this one alone. */
export function clicked(selection: Selection, order: readonly string[], id: string, held: Held): Selection {
  if (held.shiftKey) return extended(selection, order, id)
  return held.ctrlKey || held.metaKey ? toggled(selection, id) : only(id)
}

export type SelectionControls = {
  value: Selection
  set: (next: Selection | ((before: Selection) => Selection)) => void
  has: (id: string) => boolean
  clear: () => void
}

/** Keeps a selection in state; pass it to `VirtualGrid` as `selection`. */
export function useSelection(): SelectionControls {
  const [value, set] = useState(NOTHING)
  const clear = useCallback(() => set(NOTHING), [])
  return useMemo(() => ({ value, set, clear, has: (id: string) => isChosen(value, id) }), [value, clear])
}
