/** How a run is said in words: its state, its pictures, the time it still needs, why a picture was not made. */
import { shortLeft } from "../../lib/format"
import { type Run, type RunStatus } from "../../api/shapes"
import { words } from "#words/runs"
import { isLive } from "./is-live"

export const STATUS_WORDS: Record<RunStatus, string> = words.status

const ITEMS_BEFORE_A_GUESS = 3
const SHORTEST_GUESS_S = 10

/** Seconds still needed by the server's pace, which is measured stage by stage; null while it runs and has measured too little. */
export function secondsLeft(run: Run): number | null {
  const settled = run.stages.reduce((sum, { done, failed }) => sum + done + failed, 0)
  return run.status === "running" && settled >= ITEMS_BEFORE_A_GUESS ? run.seconds_left : null
}

/** "15 of 24 pictures, about 2 minutes left" */
export function progressWords(run: Run): string {
  const { done, total } = run.items
  const say = words.progress
  const made = words.doneOf(run.kind, done, total)
  const all = words.counted(run.kind, total)
  if (run.status === "paused") return say.paused(made)
  if (run.status === "queued") return say.queued(all, worthSaying(run.seconds_left))
  if (run.status === "succeeded") return done === total ? say.allMade(all) : say.partMade(made)
  if (run.status === "failed") return run.error?.detail ?? say.noneMade
  if (run.status === "cancelled") {
    if (done > 0) return say.cancelledAfter(made)
    return run.captured > 0 ? say.cancelledPart : say.cancelledNone
  }
  const left = secondsLeft(run)
  if (left === null) return say.tooEarly(made)
  return left < SHORTEST_GUESS_S ? made : say.left(made, left)
}

/** "183 of 200 done, 17 left, nothing charged twice", once another worker has gone on; null before that. */
export function resumedWords(run: Run): string | null {
  if (run.takeovers === 0) return null
  const { done, total } = run.items
  return isLive(run) ? words.resumed.going(done, total) : words.resumed.over(done, total)
}

/** How many pictures another round would make. */
export const retryable = (run: Run): number => Math.max(0, run.items.total - run.items.done - run.refused)

/** How long a run that is over took, or null. */
export const tookSeconds = (run: Run): number | null => (run.started_at && run.finished_at ? (Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1000 : null)

/** A time that is long enough to be said, or null. */
const worthSaying = (seconds: number | null): number | null => (seconds !== null && seconds >= SHORTEST_GUESS_S ? seconds : null)

/** How long a run that waits will take once it begins, or null. */
export const takesSeconds = (run: Run): number | null => (run.status === "queued" || run.status === "paused" ? worthSaying(run.seconds_left) : null)

export function shortTime(run: Run): string {
  const left = secondsLeft(run)
  return left === null || left < SHORTEST_GUESS_S ? "" : shortLeft(left)
}

/** What is still held for a run. */
export const stillHeld = (run: Run): number => Math.max(0, run.price - run.captured - run.released)

/** Why a picture was not made, short enough for a tag on its frame. */
export const whyNot = (code: string): string => words.why[code] ?? words.notMade

/** Milestones a run announces to screen readers; null when the last step crossed none. */
export function announcement(before: Run | undefined, after: Run): string | null {
  if (!before || before.id !== after.id) return null
  if (isLive(before) && !isLive(after)) return words.announce.over(after.title, STATUS_WORDS[after.status], progressWords(after))
  if (after.items.failed > before.items.failed) return words.announce.notMade(after.title, after.items.failed)
  const crossed = [0.75, 0.5, 0.25].find((mark) => before.progress < mark && after.progress >= mark)
  return crossed === undefined ? null : words.announce.percent(after.title, Math.round(crossed * 100))
}
