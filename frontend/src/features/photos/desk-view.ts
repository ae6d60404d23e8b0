/** What of a desk is shown: filters with their counts, stacks of copies folded or not, and decisions before they are sent. */
import { type PhotoDecision, type PhotoDesk } from "../../api/shapes"

export const FILTERS = ["all", "open", "warned", "kept", "rejected", "copies", "odd"] as const
export type Filter = (typeof FILTERS)[number]

export const isFilter = (text: string | null): text is Filter => FILTERS.some((filter) => filter === text)

/** One tile: a photo, and where it lies in a stack of copies. */
export type DeskTile = {
  id: string
  /** Copies in its stack with itself; 1 for a photo alone. */
  copies: number
  /** On top of its stack: the best of the copies. */
  isTop: boolean
  isOpen: boolean
}

type Look = {
  filter?: Filter
  /** Tops of the stacks that are unfolded. */
  open?: ReadonlySet<string>
  /** Only these, such as the photos of a set. */
  within?: ReadonlySet<string> | null
  /** Deleted in this moment, and not gone yet. */
  hidden?: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

/** The desk without what is hidden or outside; stacks of one are no stacks. */
function narrowed(desk: PhotoDesk, within: ReadonlySet<string> | null, hidden: ReadonlySet<string>): PhotoDesk {
  if (!within && hidden.size === 0) return desk
  const stays = (id: string) => !hidden.has(id) && (!within || within.has(id))
  const of = (ids: string[]) => ids.filter(stays)
  return {
    ...desk,
    order: of(desk.order),
    refused: desk.refused.filter((id) => !hidden.has(id)),
    pending: of(desk.pending),
    warned: of(desk.warned),
    kept: of(desk.kept),
    rejected: of(desk.rejected),
    stacks: desk.stacks.map(of).filter(({ length }) => length > 1),
    same_person: desk.same_person && { ...desk.same_person, odd: of(desk.same_person.odd) },
  }
}

const decided = ({ kept, rejected }: PhotoDesk) => new Set([...kept, ...rejected])

function idsOf(desk: PhotoDesk, filter: Filter): string[] {
  switch (filter) {
    case "all":
      return desk.order
    case "open": {
      const done = decided(desk)
      return desk.order.filter((id) => !done.has(id))
    }
    case "copies":
      return desk.stacks.flat()
    case "odd":
      return desk.same_person?.odd ?? []
    default:
      return desk[filter]
  }
}

/** How many each filter shows. */
export function countsOf(desk: PhotoDesk, { within = null, hidden = NONE }: Look = {}): Record<Filter, number> {
  const seen = narrowed(desk, within, hidden)
  return Object.fromEntries(FILTERS.map((filter) => [filter, idsOf(seen, filter).length])) as Record<Filter, number>
}

/**
 * The tiles of a sheet, in order. A folded stack is its best photo; an unfolded one shows the others right after it. Only
 * "all" folds: whoever looks for warned photos wants to see each of them.
 */
export function tilesOf(desk: PhotoDesk, { filter = "all", open = NONE, within = null, hidden = NONE }: Look = {}): DeskTile[] {
  const seen = narrowed(desk, within, hidden)
  const stackOf = new Map(seen.stacks.flatMap((stack) => stack.map((id) => [id, stack] as const)))
  const tile = (id: string, isOpen: boolean): DeskTile => {
    const stack = stackOf.get(id)
    return { id, copies: stack?.length ?? 1, isTop: stack?.[0] === id, isOpen }
  }
  if (filter !== "all") return idsOf(seen, filter).map((id) => tile(id, true))
  return seen.order.flatMap((id) => {
    const stack = stackOf.get(id)
    if (!stack) return [tile(id, false)]
    if (stack[0] !== id) return []
    return open.has(id) ? stack.map((one) => tile(one, true)) : [tile(id, false)]
  })
}

/** Everything but the best of each stack: what "keep the best" rejects. */
export const worseCopies = (desk: PhotoDesk): string[] => desk.stacks.flatMap(([, ...rest]) => rest)

export function decisionOf(desk: PhotoDesk, id: string): PhotoDecision {
  if (desk.kept.includes(id)) return "keep"
  return desk.rejected.includes(id) ? "reject" : "none"
}

/** The desk as it will be once the server has agreed. */
export function withDecision(desk: PhotoDesk, ids: readonly string[], decision: PhotoDecision): PhotoDesk {
  const changed = new Set(ids)
  const lists = { kept: desk.kept.filter((id) => !changed.has(id)), rejected: desk.rejected.filter((id) => !changed.has(id)) }
  const list = decision === "keep" ? lists.kept : decision === "reject" ? lists.rejected : null
  if (!list) return { ...desk, ...lists }
  const inIt = new Set([...list, ...ids])
  const ordered = desk.order.filter((id) => inIt.has(id))
  return { ...desk, ...lists, [decision === "keep" ? "kept" : "rejected"]: ordered }
}

/** Ids by the decision they had: an undo sends one request for each. */
export function byDecision(desk: PhotoDesk, ids: readonly string[]): Map<PhotoDecision, string[]> {
  const [kept, rejected] = [new Set(desk.kept), new Set(desk.rejected)]
  const groups = new Map<PhotoDecision, string[]>()
  for (const id of ids) {
    const was: PhotoDecision = kept.has(id) ? "keep" : rejected.has(id) ? "reject" : "none"
    groups.set(was, [...(groups.get(was) ?? []), id])
  }
  return groups
}
