/** The contact sheet in words and cells: labels and cells of frames. */
import { type Frame, type Photo, type SwapSheet } from "../../api/shapes"
import { type Cell } from "../../ui/FrameBar"

/** "s1·t002" */
export const labelOf = (source: Photo | undefined, target: Photo | undefined): string => `${source?.label ?? "s?"}·${target?.label ?? "t?"}`

const CELL = { waiting: "waiting", working: "working", done: "done", failed: "failed", cancelled: "waiting" } as const satisfies Record<Frame["state"], Cell>

export const cellsOf = (frames: Frame[]): Cell[] => frames.map(({ state }) => CELL[state])

export const byId = (photos: Photo[]): Map<string, Photo> => new Map(photos.map((photo) => [photo.id, photo]))

/** Names a frame of the sheet by its index. */
export function labelsOf({ sources, targets, frames }: SwapSheet): (index: number) => string {
  const [source, target] = [byId(sources), byId(targets)]
  const named = new Map(frames.map((frame) => [frame.index, labelOf(source.get(frame.source), target.get(frame.target))]))
  return (index) => named.get(index) ?? String(index + 1)
}
