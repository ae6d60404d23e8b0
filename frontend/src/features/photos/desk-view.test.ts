import { describe, expect, it } from "vitest"
import { type PhotoDesk } from "../../api/shapes"
import { byDecision, countsOf, tilesOf, withDecision, worseCopies } from "./desk-view"

const DESK: PhotoDesk = {
  order: ["a", "b", "c", "d", "e", "f"],
  refused: ["x"],
  pending: ["f"],
  warned: ["c", "e"],
  kept: ["a"],
  rejected: ["e"],
  stacks: [["c", "a", "d"]],
  same_person: { verdict: "odd", measured: 5, odd: ["e"], sentence: "s5 looks like someone else" },
}
const shown = (look: Parameters<typeof tilesOf>[1]) => tilesOf(DESK, look).map(({ id }) => id).join("")

describe("the tiles of a sheet", () => {
  it("show a folded stack as its best photo, and unfolded ones together", () => {
    expect(shown({})).toBe("bcef")
    expect(shown({ open: new Set(["c"]) })).toBe("bcadef")
    expect(tilesOf(DESK)[1]).toEqual({ id: "c", copies: 3, isTop: true, isOpen: false })
  })

  it("show every photo that a filter means, folded or not", () => {
    expect(shown({ filter: "warned" })).toBe("ce")
    expect(shown({ filter: "copies" })).toBe("cad")
    expect(shown({ filter: "odd" })).toBe("e")
    expect(shown({ filter: "open" })).toBe("bcdf")
  })

  it("keep to a set, in which a stack may be one photo", () => {
    expect(shown({ within: new Set(["a", "b"]) })).toBe("ab")
    expect(shown({ within: new Set(["a", "c", "d"]) })).toBe("c")
  })

  it("leave out what is being deleted", () => {
    expect(shown({ hidden: new Set(["c", "f"]) })).toBe("abe")
  })
})

describe("counts", () => {
  it("are known for every filter at once", () => {
    expect(countsOf(DESK)).toEqual({ all: 6, open: 4, warned: 2, kept: 1, rejected: 1, copies: 3, odd: 1 })
    expect(countsOf(DESK, { hidden: new Set(["e"]) })).toMatchObject({ all: 5, warned: 1, rejected: 0, odd: 0 })
  })
})

describe("decisions", () => {
  it("move photos between the lists and keep the order of the sheet", () => {
    const kept = withDecision(DESK, ["e", "b"], "keep")
    expect([kept.kept, kept.rejected]).toEqual([["a", "b", "e"], []])
    expect(withDecision(kept, ["a", "b", "e"], "none")).toMatchObject({ kept: [], rejected: [] })
  })

  it("are undone by what they were before", () => {
    expect([...byDecision(DESK, ["a", "b", "e", "c"])]).toEqual([
      ["keep", ["a"]],
      ["none", ["b", "c"]],
      ["reject", ["e"]],
    ])
    const after = withDecision(DESK, ["a", "b", "e"], "reject")
    const back = [...byDecision(DESK, ["a", "b", "e"])].reduce((desk, [decision, ids]) => withDecision(desk, ids, decision), after)
    expect(back).toEqual(DESK)
  })

  it("leave the best of each stack", () => {
    expect(worseCopies(DESK)).toEqual(["a", "d"])
  })
})
