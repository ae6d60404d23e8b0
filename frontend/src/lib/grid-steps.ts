/** Where a key leads in a sheet of tiles, and how many tiles stand in a row. */

/** As CSS `repeat(auto-fill, minmax(tile, 1fr))` counts them: at least one. All in px. */
export const columnsIn = (width: number, tile: number, gap: number): number => Math.max(1, Math.floor((width + gap) / (tile + gap)))

/** The index a key leads to from `at`, or null for another key. `page` is the number of rows in view. */
export function stepFrom(key: string, at: number, { count, columns, page }: { count: number; columns: number; page: number }): number | null {
  const last = count - 1
  const down = (rows: number) => {
    const there = at + rows * columns
    if (there > last) return Math.floor(at / columns) === Math.floor(last / columns) ? at : last
    return there < 0 ? at % columns : there
  }
  switch (key) {
    case "ArrowRight":
      return Math.min(last, at + 1)
    case "ArrowLeft":
      return Math.max(0, at - 1)
    case "ArrowDown":
      return down(1)
    case "ArrowUp":
      return at < columns ? at : at - columns
    case "PageDown":
      return down(Math.max(1, page))
    case "PageUp":
      return down(-Math.max(1, page))
    case "Home":
      return 0
    case "End":
      return last
    default:
      return null
  }
}
