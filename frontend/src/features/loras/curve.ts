/** Curves as numbers: thinned, smoothed, scaled, written as SVG points, and said in a sentence's terms. Pure. */

export type Point = { step: number; value: number }
export type Range = { low: number; high: number }

/** Points of the raw line on screen; more are no longer seen. */
export const MOST_POINTS = 600

/** At most `most` points that keep every peak: of each stretch the lowest and the highest, in their order. */
export function thinned(points: readonly Point[], most: number = MOST_POINTS): Point[] {
  if (points.length <= most) return [...points]
  const stretches = Math.floor(most / 2)
  const kept: Point[] = []
  for (let at = 0; at < stretches; at++) {
    const part = points.slice(Math.floor((at * points.length) / stretches), Math.floor(((at + 1) * points.length) / stretches))
    const [first, ...rest] = part
    if (!first) continue
    let [low, high] = [first, first]
    for (const point of rest) {
      if (point.value < low.value) low = point
      if (point.value > high.value) high = point
    }
    if (low === high) kept.push(low)
    else kept.push(...(low.step < high.step ? [low, high] : [high, low]))
  }
  return kept
}

/** Half-life of the average as a share of what there is, so that a short training is not flattened and a long one not left wild. */
const SPAN = 0.04

/** The running average, without the pull of its beginning; as many points as came. */
export function smoothed(points: readonly Point[]): Point[] {
  const keep = 0.5 ** (1 / Math.max(1, points.length * SPAN))
  let [sum, weight] = [0, 0]
  return points.map(({ step, value }) => {
    sum = sum * keep + value * (1 - keep)
    weight = weight * keep + (1 - keep)
    return { step, value: sum / weight }
  })
}

/** What the raw line spans, without the few highest: one wild step does not press all others flat. */
export function rangeOf(points: readonly Point[]): Range {
  if (points.length === 0) return { low: 0, high: 1 }
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b)
  const low = sorted[0] ?? 0
  const high = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.98))] ?? 1
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1
  return { low: Math.max(0, low - room), high: high + room }
}

/** 0 at the top of the chart, 1 at its foot; what lies outside stays on the edge. */
export const heightOf = ({ low, high }: Range, value: number): number => Math.max(0, Math.min(1, (high - value) / (high - low || 1)))

/** The `points` of an SVG polyline in a box of `width` x `height`. */
export const polyline = (points: readonly Point[], x: (step: number) => number, range: Range, width: number, height: number): string =>
  points.map(({ step, value }) => `${round(x(step) * width)},${round(heightOf(range, value) * height)}`).join(" ")

const round = (value: number) => Math.round(value * 10) / 10

/** The point at a step, or the last one before it; undefined before the first. */
export function pointAt(points: readonly Point[], step: number): Point | undefined {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.step ?? Infinity) <= step) low = middle + 1
    else high = middle
  }
  return points[low - 1]
}

export type Trend = "falls" | "levels" | "rises"

const LATE = 0.25
const STILL = 0.03

/** What the smoothed line did over its last quarter, by the share of its value it moved. */
export function trendOf(smooth: readonly Point[]): Trend {
  const [last, before] = [smooth.at(-1), smooth[Math.floor(smooth.length * (1 - LATE)) - 1]]
  if (!last || !before) return "levels"
  const moved = (last.value - before.value) / (Math.abs(before.value) || 1)
  return Math.abs(moved) < STILL ? "levels" : moved < 0 ? "falls" : "rises"
}
