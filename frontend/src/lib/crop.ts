/** The geometry of a crop: boxes in 0..1, turned with the picture, moved and sized within it. Pure. */

/** How a picture is cropped and turned: first the crop, in 0..1 of the upright original (null is all of it), then the turn, clockwise. */
export type Edit = { rotation: Rotation; crop?: number[] | null }
/** x0, y0, x1, y1 in 0..1. */
export type Box = readonly [left: number, top: number, right: number, bottom: number]
export type Rotation = 0 | 90 | 180 | 270
export type Corner = "nw" | "ne" | "sw" | "se"
export const WHOLE: Box = [0, 0, 1, 1]
/** The least side of what is left, in px of the original: the server refuses less. */
export const MIN_PX = 400

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high))
const round = (value: number) => Math.round(value * 1e5) / 1e5

/** A box of the original as it lies once the picture is turned clockwise. */
export function turnedBox([l, t, r, b]: Box, rotation: number): Box {
  if (rotation === 90) return [1 - b, l, 1 - t, r]
  if (rotation === 180) return [1 - r, 1 - b, 1 - l, 1 - t]
  return rotation === 270 ? [t, 1 - r, b, 1 - l] : [l, t, r, b]
}

/** Back: a box on the turned picture as it lies on the original. */
export const originalBox = (box: Box, rotation: number): Box => turnedBox(box, (360 - rotation) % 360).map(round) as unknown as Box

export const isWhole = (box: Box): boolean => box.every((side, at) => Math.abs(side - (WHOLE[at] ?? 0)) < 1e-4)

/** Moves a box without leaving the picture. */
export function moved([l, t, r, b]: Box, dx: number, dy: number): Box {
  const x = clamp(dx, -l, 1 - r)
  const y = clamp(dy, -t, 1 - b)
  return [l + x, t + y, r + x, b + y]
}

/** How small a box may be, in parts of a picture of this size. */
export const leastOf = (width: number, height: number): readonly [number, number] => [Math.min(1, MIN_PX / width), Math.min(1, MIN_PX / height)]

/** Drags one corner; the opposite one stays. `ratio` is width by height in parts of the picture, null is free. */
export function sized(box: Box, corner: Corner, dx: number, dy: number, least: readonly [number, number], ratio: number | null): Box {
  const [l, t, r, b] = box
  const isLeft = corner.endsWith("w")
  const isTop = corner.startsWith("n")
  const roomX = isLeft ? r : 1 - l
  const roomY = isTop ? b : 1 - t
  let width = clamp(isLeft ? r - l - dx : r - l + dx, least[0], roomX)
  let height = clamp(isTop ? b - t - dy : b - t + dy, least[1], roomY)
  if (ratio !== null) {
    // The longer wish decides, within the room that both sides have.
    width = clamp(Math.max(width, height * ratio), Math.max(least[0], least[1] * ratio), Math.min(roomX, roomY * ratio))
    height = width / ratio
  }
  return [isLeft ? r - width : l, isTop ? b - height : t, isLeft ? r : l + width, isTop ? b : t + height]
}

/** The largest box of a ratio (width by height in parts of the picture) around the middle of another. */
export function fitted(box: Box, ratio: number): Box {
  const width = Math.min(1, ratio)
  const height = width / ratio
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const left = clamp(x - width / 2, 0, 1 - width)
  const top = clamp(y - height / 2, 0, 1 - height)
  return [left, top, left + width, top + height]
}

/** The edit to send for a box on the turned picture. */
export function editOf(box: Box, rotation: Rotation): Edit {
  return { rotation, crop: isWhole(box) ? null : [...originalBox(box, rotation)] }
}

export const isSameEdit = (a: Edit, b: Edit): boolean =>
  a.rotation === b.rotation && (a.crop ?? WHOLE).every((side, at) => Math.abs(side - ((b.crop ?? WHOLE)[at] ?? 0)) < 1e-4)
