/** How a run is said in words: its state, its pictures, the time it still needs, why a picture was not made. */
import { duration, plural, shortLeft } from "../../lib/format"
import { type Run, type RunStatus } from "../../api/shapes"

export const isLive = (run: { status: RunStatus }): boolean => run.status === "queued" || run.status === "running" || run.status === "paused"

export const STATUS_WORDS: Record<RunStatus, string> = {
  queued: "Waiting",
  paused: "Paused",
  running: "Running",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
}

const ITEMS_BEFORE_A_GUESS = 3
const SHORTEST_GUESS_S = 10
const EARLIEST_GUESS = 0.08

/** Seconds still needed, from the pace so far; null while there is too little to go by. */
export function secondsLeft(run: Run, now: number): number | null {
  const settled = run.stages.reduce((sum, { done, failed }) => sum + done + failed, 0)
  const isEarly = settled < ITEMS_BEFORE_A_GUESS || run.progress < EARLIEST_GUESS
  if (run.status !== "running" || !run.started_at || run.progress <= 0 || isEarly) return null
  const spent = (now - Date.parse(run.started_at)) / 1000
  return Math.max(0, (spent * (1 - run.progress)) / run.progress)
}

/** "15 of 24 pictures, about 2 minutes left" */
export function progressWords(run: Run, now: number): string {
  const { done, total } = run.items
  const pictures = `${done} of ${plural(total, "picture")}`
  if (run.status === "paused") return `${pictures}, paused`
  if (run.status === "queued") return `${plural(total, "picture")}, starts as soon as a worker is free`
  if (run.status === "succeeded") return done === total ? `${plural(total, "picture")} made` : `${pictures} made`
  if (run.status === "failed") return run.error?.detail ?? "No picture could be made. Nothing was charged."
  if (run.status === "cancelled") {
    if (done > 0) return `${pictures} finished before it was cancelled`
    return run.captured > 0 ? "Cancelled before a picture was finished. What was made so far is kept." : "Cancelled before a picture was made. Nothing was charged."
  }
  const left = secondsLeft(run, now)
  if (left === null) return `${pictures}, working out the time`
  return left < SHORTEST_GUESS_S ? pictures : `${pictures}, ${duration(left)} left`
}

export function shortTime(run: Run, now: number): string {
  const left = secondsLeft(run, now)
  return left === null || left < SHORTEST_GUESS_S ? "" : shortLeft(left)
}

/** What is still held for a run. */
export const stillHeld = (run: Run): number => Math.max(0, run.price - run.captured - run.released)

const WHY: Record<string, string> = {
  no_face_found: "No face found",
  turned_too_far: "Turned too far",
  not_nearer: "Not nearer",
  content_refused: "Refused",
  age_refused: "Refused",
  consent_missing: "No consent",
  out_of_memory: "Out of memory",
  worker_lost: "Worker stopped",
  too_small: "Too small",
  cancelled: "Cancelled",
}

/** Why a picture was not made, short enough for a tag on its frame. */
export const whyNot = (code: string): string => WHY[code] ?? "Not made"

/** Milestones a run announces to screen readers; null when the last step crossed none. */
export function announcement(before: Run | undefined, after: Run): string | null {
  if (!before || before.id !== after.id) return null
  if (isLive(before) && !isLive(after)) return `${after.title}: ${STATUS_WORDS[after.status]}. ${progressWords(after, Date.now())}`
  if (after.items.failed > before.items.failed) return `${after.title}: ${plural(after.items.failed, "picture")} not made`
  const crossed = [0.75, 0.5, 0.25].find((mark) => before.progress < mark && after.progress >= mark)
  return crossed === undefined ? null : `${after.title}: ${Math.round(crossed * 100)} percent`
}
