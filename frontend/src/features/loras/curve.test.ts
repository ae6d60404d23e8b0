/** Curves: few points that still show every peak, an average that follows, and the words for where it goes. */
import { describe, expect, it } from "vitest"
import { heightOf, MOST_POINTS, pointAt, type Point, polyline, rangeOf, smoothed, thinned, trendOf } from "./curve"

const line = (many: number, value: (at: number) => number): Point[] => Array.from({ length: many }, (_, at) => ({ step: at + 1, value: value(at) }))

describe("thinning", () => {
  const long = line(10_000, (at) => (at === 4321 ? 9 : at === 6789 ? -9 : Math.sin(at)))
  it("keeps to what can be seen", () => expect(thinned(long).length).toBeLessThanOrEqual(MOST_POINTS))
  it("keeps the peaks", () => expect(thinned(long)).toEqual(expect.arrayContaining([long[4321], long[6789]])))
  it("keeps the order", () => {
    const steps = thinned(long).map(({ step }) => step)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
  })
  it("leaves a short line alone", () => expect(thinned(long.slice(0, 600))).toEqual(long.slice(0, 600)))
  it("tells a flat stretch once", () => expect(thinned(line(5000, () => 1), 10).length).toBe(5))
})

describe("smoothing", () => {
  it("leaves a level line level from its first point", () => expect(smoothed(line(50, () => 3)).every(({ value }) => Math.abs(value - 3) < 1e-9)).toBe(true))
  it("begins at the first value, not at nothing", () => expect(smoothed(line(50, (at) => 10 - at))[0]?.value).toBeCloseTo(10))
  it("is calmer than what it follows", () => {
    const wild = line(200, (at) => (at % 2 ? 1 : 0))
    const late = smoothed(wild).slice(100).map(({ value }) => value)
    expect(Math.max(...late) - Math.min(...late)).toBeLessThan(0.2)
  })
})

describe("the range", () => {
  it("is not pressed flat by one wild step", () => expect(rangeOf(line(200, (at) => (at === 5 ? 1000 : 1 + (at % 2)))).high).toBeLessThan(3))
  it("never goes below nothing", () => expect(rangeOf(line(5, () => 0.01)).low).toBeGreaterThanOrEqual(0))
  it("has room for a level line", () => expect(rangeOf(line(5, () => 2)).high).toBeGreaterThan(2))
  it("is there without points", () => expect(rangeOf([])).toEqual({ low: 0, high: 1 }))
})

describe("drawing", () => {
  const range = { low: 0, high: 2 }
  it("puts high values at the top and keeps wild ones on the edge", () => expect([heightOf(range, 2), heightOf(range, 0), heightOf(range, 99)]).toEqual([0, 1, 0]))
  it("writes points of the box", () => expect(polyline(line(2, (at) => at * 2), (step) => step / 2, range, 100, 50)).toBe("50,50 100,0"))
})

describe("reading", () => {
  const points = [{ step: 10, value: 1 }, { step: 20, value: 2 }]
  it("takes the last one before", () => expect([pointAt(points, 19)?.value, pointAt(points, 20)?.value, pointAt(points, 999)?.value]).toEqual([1, 2, 2]))
  it("has nothing before the first", () => expect(pointAt(points, 9)).toBeUndefined())
})

describe("the trend", () => {
  it("falls", () => expect(trendOf(line(100, (at) => 100 - at))).toBe("falls"))
  it("rises", () => expect(trendOf(line(100, (at) => at + 1))).toBe("rises"))
  it("levels", () => expect(trendOf(line(100, (at) => 100 - Math.min(at, 70)))).toBe("levels"))
  it("says nothing of one point", () => expect(trendOf(line(1, () => 1))).toBe("levels"))
})
