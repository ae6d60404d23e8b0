/** Judging photos one by one: where one is, what was decided, and the way back. Pure. */
import { type PhotoDecision } from "../../api/shapes"

export type Review = {
  /** Fixed when the round begins, so that nothing jumps while one decides. */
  order: readonly string[]
  at: number
  /** What was done, newest last; an undo goes back to the photo. */
  done: readonly { id: string; at: number; before: PhotoDecision; after: PhotoDecision }[]
}

export const begin = (order: readonly string[]): Review => ({ order, at: 0, done: [] })

export const current = ({ order, at }: Review): string | undefined => order[at]

export function judged(review: Review, decision: PhotoDecision, before: PhotoDecision): Review {
  const id = current(review)
  return id === undefined ? review : { ...review, at: review.at + 1, done: [...review.done, { id, at: review.at, before, after: decision }] }
}

export const stepped = (review: Review, by: 1 | -1): Review => ({ ...review, at: Math.min(Math.max(review.at + by, 0), review.order.length) })

/** The review before the last decision, and what is to be sent to take it back. */
export function undone(review: Review): { review: Review; back: { id: string; decision: PhotoDecision } | null } {
  const last = review.done.at(-1)
  if (!last) return { review, back: null }
  return { review: { ...review, at: last.at, done: review.done.slice(0, -1) }, back: { id: last.id, decision: last.before } }
}

/** How many ended kept and rejected in this round. */
export function sums({ done }: Review): { kept: number; rejected: number } {
  const last = new Map(done.map(({ id, after }) => [id, after]))
  const of = (decision: PhotoDecision) => [...last.values()].filter((one) => one === decision).length
  return { kept: of("keep"), rejected: of("reject") }
}

/** What a swipe over `dx` of a picture `width` px wide means; a short one means nothing. */
export const swiped = (dx: number, width: number): "keep" | "reject" | null => (Math.abs(dx) < Math.min(120, width / 4) ? null : dx > 0 ? "keep" : "reject")
