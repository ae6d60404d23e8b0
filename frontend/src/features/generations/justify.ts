/** Lays pictures of any shape into rows of one height that fill the width, day by day; pure. */

export type Shown = { id: string; ratio: number; day: string }
export type Row = { kind: "day"; key: string; day: string; top: number; height: number } | { kind: "row"; key: string; first: number; widths: number[]; top: number; height: number }
export type Layout = { rows: Row[]; height: number }

export const GAP = 6
const DAY_HEIGHT = 50
/** A last row that would have to grow beyond this is left short instead. */
const MOST_GROWTH = 1.3

/** `height` is what a row is meant to have; a full row is a little higher or lower. */
export function justify(pictures: readonly Shown[], width: number, height: number): Layout {
  const rows: Row[] = []
  let top = 0
  let day = ""
  for (let first = 0; first < pictures.length; ) {
    const one = pictures[first]
    if (one && one.day !== day) {
      day = one.day
      rows.push({ kind: "day", key: `day ${day}`, day, top, height: DAY_HEIGHT })
      top += DAY_HEIGHT
    }
    let ratios = 0
    let end = first
    while (end < pictures.length && pictures[end]?.day === day && (end === first || ratios * height + GAP * (end - first) < width)) ratios += pictures[end++]?.ratio ?? 1
    const room = width - GAP * (end - first - 1)
    const full = Math.min(room / ratios, height * MOST_GROWTH)
    const widths = pictures.slice(first, end).map(({ ratio }) => ratio * full)
    rows.push({ kind: "row", key: one?.id ?? String(first), first, widths, top, height: full })
    top += full + GAP
    first = end
  }
  return { rows, height: Math.max(0, top - GAP) }
}

/** The rows that a window from `from` to `to` shows. */
export function within({ rows }: Layout, from: number, to: number): Row[] {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && row.top + row.height < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < rows.length && (rows[end]?.top ?? Infinity) < to) end++
  return rows.slice(low, end)
}

/** Where the arrows lead from a picture: the next one, or the nearest in the row above or below. */
export function stepIn({ rows }: Layout, key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return Math.min(count - 1, at + 1)
  if (key === "ArrowLeft") return Math.max(0, at - 1)
  if (key === "Home") return 0
  if (key === "End") return count - 1
  if (key !== "ArrowUp" && key !== "ArrowDown") return null
  const filled = rows.flatMap((row) => (row.kind === "row" ? [row] : []))
  const here = filled.findIndex((row) => at >= row.first && at < row.first + row.widths.length)
  const [row, other] = [filled[here], filled[here + (key === "ArrowDown" ? 1 : -1)]]
  if (!row || !other) return at
  const centre = leftOf(row.widths, at - row.first) + (row.widths[at - row.first] ?? 0) / 2
  let best = 0
  other.widths.forEach((width, n) => {
    if (Math.abs(leftOf(other.widths, n) + width / 2 - centre) < Math.abs(leftOf(other.widths, best) + (other.widths[best] ?? 0) / 2 - centre)) best = n
  })
  return other.first + best
}

export const leftOf = (widths: readonly number[], n: number): number => widths.slice(0, n).reduce((sum, width) => sum + width + GAP, 0)
