/** The contact sheet in words and cells: labels of frames, the log, what was not made. */
import { type Frame, type Photo, type SwapSheet } from "../../api/shapes"
import { words } from "#words/swaps"
import { type Cell } from "../../ui/FrameBar"

/** "s1·t002" */
export const labelOf = (source: Photo | undefined, target: Photo | undefined): string => `${source?.label ?? "s?"}·${target?.label ?? "t?"}`

const say = words.sheet
const CELL = { waiting: "waiting", working: "working", done: "done", failed: "failed", cancelled: "waiting" } as const satisfies Record<Frame["state"], Cell>

export const cellsOf = (frames: Frame[]): Cell[] => frames.map(({ state }) => CELL[state])

export const byId = (photos: Photo[]): Map<string, Photo> => new Map(photos.map((photo) => [photo.id, photo]))

export type LogLine = { at: string; label: string; text: string }
const NEWEST = 8

/** What happened last, newest first, from what the sheet itself knows. */
export function justNow({ run, sources, targets, frames }: SwapSheet): LogLine[] {
  const [source, target] = [byId(sources), byId(targets)]
  const made = frames
    .map((frame) => ({ frame, result: frame.result }))
    .filter((one): one is { frame: Frame; result: NonNullable<Frame["result"]> } => one.result !== null)
    .map(({ frame, result }) => ({ at: result.created_at, label: labelOf(source.get(frame.source), target.get(frame.target)), text: frame.state === "done" ? say.finished(result.cost) : say.swapped(result.cost) }))
  const lines = [...made, { at: run.created_at, label: "", text: run.price > 0 ? say.startedHeld(run.price) : say.started }]
  if (run.finished_at) lines.push({ at: run.finished_at, label: "", text: say.ended[run.status] })
  return lines.filter(({ text }) => text).sort((a, b) => b.at.localeCompare(a.at)).slice(0, NEWEST)
}

/** Names a frame of the sheet by its index. */
export function labelsOf({ sources, targets, frames }: SwapSheet): (index: number) => string {
  const [source, target] = [byId(sources), byId(targets)]
  const named = new Map(frames.map((frame) => [frame.index, labelOf(source.get(frame.source), target.get(frame.target))]))
  return (index) => named.get(index) ?? String(index + 1)
}
