/** Puts events on what was fetched; pure, and an event that was already seen changes nothing. */
import { type Frame, type Run, type SwapSheet } from "../../api/shapes"
import { type ItemChanged, type RunEvent } from "../../realtime/events"

/** The run after the event. Events carry the run's own `seq`; one at or below the seen seq is dropped. */
export function applyToRun(run: Run, event: RunEvent): Run {
  if (event.run !== run.id || event.seq <= run.seq) return run
  if (event.type === "item.changed") return { ...run, seq: event.seq }
  const { seq, status, progress, stages, items, refused, takeovers, seconds_left, price, captured, released, can, error, started_at, finished_at } = event
  return { ...run, seq, status, progress, stages, items, refused, takeovers, seconds_left, price, captured, released, can, error, started_at, finished_at }
}

function applyToFrame(frame: Frame, event: ItemChanged): Frame {
  if (frame.index !== event.index) return frame
  return { ...frame, state: event.state, stage: event.stage, fraction: event.fraction, error: event.error }
}

/** The sheet after the event: the run, and the frame the event is about. */
export function applyToSheet(sheet: SwapSheet, event: RunEvent): SwapSheet {
  const run = applyToRun(sheet.run, event)
  if (run === sheet.run) return sheet
  return { ...sheet, run, frames: event.type === "item.changed" ? sheet.frames.map((frame) => applyToFrame(frame, event)) : sheet.frames }
}

/** A fetched sheet that is older than the events already applied only adds the results it knows, so that nothing goes back. */
export function newerSheet(seen: SwapSheet | undefined, fetched: SwapSheet): SwapSheet {
  if (!seen || seen.run.id !== fetched.run.id || fetched.run.seq >= seen.run.seq) return fetched
  const results = new Map(fetched.frames.map((frame) => [frame.index, frame.result]))
  return { ...seen, frames: seen.frames.map((frame) => ({ ...frame, result: frame.result ?? results.get(frame.index) ?? null })) }
}

export function newerRun(seen: Run | undefined, fetched: Run): Run {
  return seen && seen.id === fetched.id && seen.seq > fetched.seq ? seen : fetched
}

/** Whether the sheet lacks a picture that is said to be done: the event came before its result was fetched. */
export const lacksResults = (sheet: SwapSheet): boolean => sheet.frames.some((frame) => frame.state === "done" && frame.result === null)
