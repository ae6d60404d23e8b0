import { describe, expect, it } from "vitest"
import { type Box, editOf, fitted, isSameEdit, leastOf, moved, originalBox, sized, turnedBox, WHOLE } from "./crop"

const BOX: Box = [0.1, 0.2, 0.5, 0.9]
const near = (box: readonly number[], other: readonly number[]) => box.forEach((side, at) => expect(side).toBeCloseTo(other[at] ?? NaN, 4))

describe("a turned box", () => {
  it("goes with the picture, clockwise", () => {
    near(turnedBox(BOX, 90), [0.1, 0.1, 0.8, 0.5])
    near(turnedBox(BOX, 180), [0.5, 0.1, 0.9, 0.8])
    near(turnedBox(BOX, 270), [0.2, 0.5, 0.9, 0.9])
  })

  it.each([0, 90, 180, 270])("comes back from %i degrees", (rotation) => {
    near(originalBox(turnedBox(BOX, rotation), rotation), BOX)
    near(turnedBox(WHOLE, rotation), WHOLE)
  })
})

describe("a box that is moved or sized", () => {
  it("stays within the picture", () => {
    near(moved(BOX, 9, -9), [0.6, 0, 1, 0.7])
    near(sized(BOX, "se", 9, 9, [0.1, 0.1], null), [0.1, 0.2, 1, 1])
    near(sized(BOX, "nw", -9, -9, [0.1, 0.1], null), [0, 0, 0.5, 0.9])
  })

  it("keeps the least size, and the corner across", () => {
    near(sized(BOX, "se", -9, -9, [0.2, 0.3], null), [0.1, 0.2, 0.3, 0.5])
    near(sized(BOX, "nw", 9, 9, [0.2, 0.3], null), [0.3, 0.6, 0.5, 0.9])
    expect(leastOf(800, 200)).toEqual([0.5, 1])
  })

  it.each(["nw", "ne", "sw", "se"] as const)("keeps its ratio and its room at %s", (corner) => {
    for (const [dx, dy] of [[0.3, 0.1], [-0.3, 0.2], [2, 2], [-2, -2]] as const) {
      const [l, t, r, b] = sized([0.3, 0.3, 0.6, 0.7], corner, dx, dy, [0.1, 0.1], 0.75)
      expect((r - l) / (b - t)).toBeCloseTo(0.75)
      expect(Math.min(l, t)).toBeGreaterThanOrEqual(-1e-9)
      expect(Math.max(r, b)).toBeLessThanOrEqual(1 + 1e-9)
    }
  })
})

describe("a ratio", () => {
  it("is the largest there is around the middle", () => {
    near(fitted(WHOLE, 0.5), [0.25, 0, 0.75, 1])
    near(fitted([0, 0, 0.2, 0.2], 0.5), [0, 0, 0.5, 1])
    near(fitted(WHOLE, 2), [0, 0.25, 1, 0.75])
  })
})

describe("an edit", () => {
  it("is none where nothing is cut off", () => {
    expect(editOf(WHOLE, 90)).toEqual({ rotation: 90, crop: null })
    expect(editOf([0.00001, 0, 1, 1], 0).crop).toBeNull()
  })

  it("is compared by what it does", () => {
    expect(isSameEdit({ rotation: 0, crop: null }, { rotation: 0, crop: [0, 0, 1, 1] })).toBe(true)
    expect(isSameEdit({ rotation: 0, crop: null }, { rotation: 90, crop: null })).toBe(false)
    expect(isSameEdit({ rotation: 0, crop: [0, 0, 0.5, 1] }, { rotation: 0, crop: null })).toBe(false)
  })
})
