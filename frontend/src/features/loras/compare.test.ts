/** Which save points stand in front, and how a click changes that. */
import { describe, expect, it } from "vitest"
import { type LoraVersion, type Picture } from "../../api/shapes"
import { cellsOf, keyOf, shownPanes, startingPanes, toggledPane } from "./compare"

const picture = {} as Picture
const version = (number: number, saves: { step: number; recommended?: boolean; winner?: boolean; empty?: boolean }[]) =>
  ({
    number,
    saves: saves.map(({ step, recommended = false, winner = false }) => ({ step, recommended, winner, likeness: null })),
    samples: saves.map(({ step, empty }) => ({ step, pictures: [{ index: 0, picture: empty ? null : picture, why: "" }] })),
  }) as unknown as LoraVersion
const cells = cellsOf(version(4, [{ step: 750 }, { step: 250 }, { step: 500, recommended: true }, { step: 1000, empty: true }]))

describe("save points", () => {
  it("are in order, those without samples left out", () => expect(cells.map(({ step }) => step)).toEqual([250, 500, 750]))
})

describe("what stands in front at first", () => {
  it("is the recommended one and the last", () => expect(startingPanes(cells, null)).toEqual(["4:500", "4:750"]))
  it("is what was asked for, beside the recommended one", () => expect(startingPanes(cells, keyOf(4, 250))).toEqual(["4:250", "4:500"]))
  it("is the best of both where another version stands beside", () => expect(startingPanes(cells, null, cellsOf(version(2, [{ step: 100 }, { step: 200, winner: true }])))).toEqual(["4:500", "2:200"]))
  it("is one where there is one", () => expect(startingPanes(cells.slice(0, 1), null)).toEqual(["4:250"]))
})

describe("a click", () => {
  it("adds and takes away", () => expect(toggledPane(toggledPane(["a"], "b"), "a")).toEqual(["b"]))
  it("leaves the last one", () => expect(toggledPane(["a"], "a")).toEqual(["a"]))
  it("puts one too many in the place of the oldest", () => expect(toggledPane(["a", "b", "c", "d"], "e")).toEqual(["b", "c", "d", "e"]))
})

it("shows panes in the order of the columns", () => expect(shownPanes(cells, ["4:750", "4:250", "9:1"]).map(({ step }) => step)).toEqual([250, 750]))
