/** The lines of a run's log; pure. */
import { type Run, type RunItem } from "../../api/shapes"
import { words } from "#words/runs"
import { isLive } from "./is-live"

export type LogLine = { at: string; text: string }
const say = words.log

/** What happened to a picture in a stage: made, made and finished, or not made and why. */
export function logLine(run: Run, item: RunItem): LogLine {
  const at = item.finished_at ?? run.created_at
  if (item.status === "failed") return { at, text: say.notMade(words.why[item.error?.code ?? ""]) }
  const isLast = item.stage === run.stages.at(-1)?.name
  return { at, text: say.made(isLast ? say.finished : (say.stages[item.stage] ?? item.stage), item.price ?? 0) }
}

export const startLine = (run: Run): LogLine => ({ at: run.created_at, text: run.price > 0 ? say.startedHeld(run.price) : say.started })

/** How the run ended; null while it has not. */
export const lastLine = (run: Run): LogLine | null => (isLive(run) || !run.finished_at ? null : { at: run.finished_at, text: say.ended[run.status] })
