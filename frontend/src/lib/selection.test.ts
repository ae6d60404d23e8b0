import { describe, expect, it } from "vitest"
import { anchored, chosenOf, clicked, EVERYTHING, extended, isChosen, NOTHING, only, sizeOf, toggled, without } from "./selection"

const ORDER = ["a", "b", "c", "d", "e", "f"]
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false }
const SHIFT = { ...PLAIN, shiftKey: true }
const CTRL = { ...PLAIN, ctrlKey: true }

describe("a selection", () => {
  it("holds only the clicked one", () => {
    const first = clicked(NOTHING, ORDER, "b", PLAIN)
    expect(chosenOf(clicked(first, ORDER, "d", PLAIN), ORDER)).toEqual(["d"])
  })

  it("adds and takes away with Ctrl", () => {
    const two = clicked(clicked(NOTHING, ORDER, "b", PLAIN), ORDER, "d", CTRL)
    expect(chosenOf(two, ORDER)).toEqual(["b", "d"])
    expect(chosenOf(clicked(two, ORDER, "b", CTRL), ORDER)).toEqual(["d"])
  })

  it("draws a range with Shift, backwards too, and draws it anew from the same anchor", () => {
    const range = clicked(only("c"), ORDER, "e", SHIFT)
    expect(chosenOf(range, ORDER)).toEqual(["c", "d", "e"])
    expect(chosenOf(clicked(range, ORDER, "a", SHIFT), ORDER)).toEqual(["a", "b", "c"])
  })

  it("keeps what Ctrl chose before the range", () => {
    const two = clicked(only("a"), ORDER, "c", CTRL)
    const range = clicked(two, ORDER, "e", SHIFT)
    expect(chosenOf(range, ORDER)).toEqual(["a", "c", "d", "e"])
    expect(chosenOf(clicked(range, ORDER, "d", SHIFT), ORDER)).toEqual(["a", "c", "d"])
  })

  it("begins a range where the keyboard stands", () => {
    expect(chosenOf(extended(NOTHING, ORDER, "c", "b"), ORDER)).toEqual(["b", "c"])
  })

  it("begins a range where the keyboard moved to, and keeps what was chosen", () => {
    expect(chosenOf(extended(anchored(only("a"), "d"), ORDER, "e"), ORDER)).toEqual(["a", "d", "e"])
  })

  it("begins anew when the anchor is gone", () => {
    expect(chosenOf(extended(only("zz"), ORDER, "c", "b"), ORDER)).toEqual(["b", "c"])
  })

  it("chooses everything, also what is not loaded, but for the exceptions", () => {
    const most = toggled(EVERYTHING, "c")
    expect(sizeOf(EVERYTHING, 10_000)).toBe(10_000)
    expect(sizeOf(most, 10_000)).toBe(9_999)
    expect(isChosen(most, "c")).toBe(false)
    expect(isChosen(most, "far away")).toBe(true)
    expect(sizeOf(toggled(most, "c"), 10_000)).toBe(10_000)
  })

  it("draws a new range after everything was chosen", () => {
    expect(chosenOf(clicked(toggled(EVERYTHING, "b"), ORDER, "c", SHIFT), ORDER)).toEqual(["b", "c"])
  })

  it("forgets what is gone", () => {
    const two = toggled(only("b"), "d")
    expect(sizeOf(without(two, ["d"]), 6)).toBe(1)
    expect(without(two, ["f"])).toBe(two)
  })
})
