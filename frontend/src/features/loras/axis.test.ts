/** The axis: columns of equal width, steps between them in proportion, and back again. */
import { describe, expect, it } from "vitest"
import { fillOf, marksOf, type Mark, neighbour, placeOf, plannedSteps, stepAt } from "./axis"

const even: Mark[] = [500, 1000, 1500, 2000].map((step) => ({ step, kind: step <= 1000 ? "saved" : "planned" }))
const uneven: Mark[] = [
  { step: 100, kind: "saved" },
  { step: 110, kind: "sampled" },
  { step: 200, kind: "planned" },
]

describe("the steps a training saves at", () => {
  it("are every so many, and the last", () => expect(plannedSteps(1000, 300)).toEqual([300, 600, 900, 1000]))
  it("are the last alone when it never saves before", () => expect(plannedSteps(100, 250)).toEqual([100]))
  it("name the last once", () => expect(plannedSteps(600, 300)).toEqual([300, 600]))
  it("are one way where each would be too small to see", () => expect(plannedSteps(50_000, 100)).toEqual([50_000]))
})

describe("the marks", () => {
  it("hold what exists, what was drawn on wish and what is to come, in their order", () =>
    expect(marksOf({ saved: [250, 340], sampled: [300], planned: [250, 500, 750], done: 340 })).toEqual([
      { step: 250, kind: "saved" },
      { step: 300, kind: "sampled" },
      { step: 340, kind: "saved" },
      { step: 500, kind: "planned" },
      { step: 750, kind: "planned" },
    ]))
  it("leave a save out that was deleted", () => expect(marksOf({ saved: [500], sampled: [], planned: [250, 500], done: 500 })).toEqual([{ step: 500, kind: "saved" }]))
  it("say saved where there are samples too", () => expect(marksOf({ saved: [250], sampled: [250], planned: [], done: 250 })).toEqual([{ step: 250, kind: "saved" }]))
})

describe("the place of a step", () => {
  it("is in proportion inside its column", () => expect(placeOf(even, 750)).toBe(0.375))
  it("is a column's end at its mark", () => expect(placeOf(uneven, 110)).toBeCloseTo(2 / 3))
  it("gives a short stretch as much room as a long one", () => expect(placeOf(uneven, 105)).toBeCloseTo(0.5))
  it("stays on the axis", () => expect([placeOf(even, -5), placeOf(even, 9999), placeOf([], 3)]).toEqual([0, 1, 0]))
  it.each([0, 1, 105, 110, 155, 200])("leads back to step %i", (step) => expect(stepAt(uneven, placeOf(uneven, step))).toBe(step))
})

describe("the column that fills", () => {
  it("is as full as the training has come", () => expect(fillOf(even, 2, 1250)).toBe(0.5))
  it("is empty before and full after", () => expect([fillOf(even, 3, 1250), fillOf(even, 0, 1250)]).toEqual([0, 1]))
})

describe("the arrow keys", () => {
  it("lead from mark to mark", () => expect([neighbour(even, 700, 1), neighbour(even, 700, -1), neighbour(even, 1000, 1)]).toEqual([1000, 500, 1500]))
  it("stay at the ends", () => expect([neighbour(even, 2000, 1), neighbour(even, 500, -1)]).toEqual([2000, 500]))
})
