/** The frame bar: one cell a picture up to 96, in proportion beyond that. */
import { cx } from "../lib/classes"

export type Cell = "done" | "working" | "failed" | "waiting"
const MOST_CELLS = 96
const CLASS: Record<Cell, string | undefined> = { done: "d", working: "w", failed: "f", waiting: undefined }

/** Cells from counts alone, in the order done, failed, working, waiting. */
export function cellsFrom(items: { total: number; done: number; failed: number }, isLive: boolean): Cell[] {
  const scale = items.total > MOST_CELLS ? MOST_CELLS / items.total : 1
  const total = Math.round(items.total * scale)
  const done = Math.round(items.done * scale)
  const failed = Math.min(total - done, Math.ceil(items.failed * scale))
  const rest = total - done - failed
  return [
    ...Array<Cell>(done).fill("done"),
    ...Array<Cell>(failed).fill("failed"),
    ...Array<Cell>(rest).fill("waiting").map((cell, at): Cell => (isLive && at === 0 ? "working" : cell)),
  ]
}

export function FrameBar({ cells, mini }: { cells: Cell[]; mini?: boolean }) {
  return (
    <span className={cx("framebar", mini && "mini")} aria-hidden="true">
      {cells.slice(0, MOST_CELLS).map((cell, at) => (
        <i key={at} className={CLASS[cell]} />
      ))}
    </span>
  )
}
