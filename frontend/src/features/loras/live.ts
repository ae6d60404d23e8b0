/** What is heard of a training while it goes on; pure, keyed by step, so that what comes twice changes nothing. */
import { type TrainingProgressed } from "../../realtime/events"

/** Step, loss, learning rate. */
export type LossPoint = [step: number, loss: number, rate: number]
export type Now = Pick<TrainingProgressed, "step" | "steps" | "loss" | "rate" | "steps_per_second" | "seconds_left">
/** Points since the last save, and how it stands; `now` is null until something was heard. */
export type Live = { points: LossPoint[]; now: Now | null }

export const QUIET: Live = { points: [], now: null }

/** Points of both in the order of their steps; the later word on a step holds. */
export function joined(before: readonly LossPoint[], more: readonly LossPoint[]): LossPoint[] {
  const [last, next] = [before.at(-1), more[0]]
  if (!last || !next || next[0] > last[0]) return [...before, ...more]
  return [...new Map([...before, ...more].map((point) => [point[0], point])).values()].sort((a, b) => a[0] - b[0])
}

/** What is known after an event. A training that went on from an earlier save after a crash goes over steps once more. */
export function applyToLive(live: Live, { points, step, steps, loss, rate, steps_per_second, seconds_left }: TrainingProgressed): Live {
  return { points: joined(live.points, points), now: { step, steps, loss, rate, steps_per_second, seconds_left } }
}

/** What was fetched, with what was heard meanwhile. */
export const withHeard = (seen: Live | undefined, fetched: Live): Live => (seen ? { points: joined(fetched.points, seen.points), now: seen.now } : fetched)
