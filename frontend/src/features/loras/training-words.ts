/** How a training is said in words: where it stands, what it still needs, what came of it. */
import { words } from "#words/loras"
import { type LoraVersion, type Run } from "../../api/shapes"
import { type Live } from "./live"
import { type Story } from "./story"

const say = words.page.sub
const SHORTEST_GUESS_S = 10

/** Seconds between two times, or null while one is missing. */
const between = (from: string | null, to: string | null): number | null => (from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null)

export function standing(version: LoraVersion, run: Run | undefined, story: Story, live: Live): string {
  if (version.kind === "imported") return say.imported(version.base.label)
  const where = say.step(story.done, version.steps)
  switch (run?.status ?? version.status) {
    case "queued":
      return say.queued(version.steps, run && run.seconds_left !== null && run.seconds_left >= SHORTEST_GUESS_S ? run.seconds_left : null)
    case "paused":
      return say.paused(where)
    case "running": {
      if (story.done === 0) return say.preparing
      const left = live.now?.seconds_left ?? run?.seconds_left ?? null
      if (left === null) return say.early(where)
      return left < SHORTEST_GUESS_S ? where : say.left(where, left)
    }
    case "failed":
      return say.failed(version.saves.at(-1)?.step ?? 0)
    case "cancelled":
      return version.saves.length > 0 ? say.stopped(version.last_step, version.steps) : say.cancelled
    default:
      return version.last_step < version.steps ? say.stopped(version.last_step, version.steps) : say.done(version.last_step, run ? between(run.started_at, run.finished_at) : null)
  }
}

/** About what comes back when a training stops at a step: what is held, less the share that was done and not charged yet. */
export function comesBack(run: Pick<Run, "price" | "captured" | "released">, done: number, steps: number): number {
  const earned = Math.max(run.captured, Math.round((run.price * done) / Math.max(1, steps)))
  return Math.max(0, run.price - run.released - earned)
}
