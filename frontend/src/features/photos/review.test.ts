import { describe, expect, it } from "vitest"
import { begin, current, judged, stepped, sums, swiped, undone } from "./review"

describe("a round of judging", () => {
  it("goes on with each decision and ends", () => {
    const end = ["keep", "reject"].reduce((round, decision) => judged(round, decision as "keep", "none"), begin(["a", "b"]))
    expect(current(end)).toBeUndefined()
    expect(sums(end)).toEqual({ kept: 1, rejected: 1 })
    expect(judged(end, "keep", "none")).toBe(end)
  })

  it("goes back to the photo that was judged last, with its decision before", () => {
    const round = stepped(judged(begin(["a", "b", "c"]), "reject", "keep"), 1)
    const { review, back } = undone(round)
    expect([current(review), back]).toEqual(["a", { id: "a", decision: "keep" }])
    expect(undone(review)).toEqual({ review, back: null })
  })

  it("counts a photo that was judged twice once", () => {
    expect(sums(judged(stepped(judged(begin(["a"]), "reject", "none"), -1), "keep", "reject"))).toEqual({ kept: 1, rejected: 0 })
  })

  it("stays within its photos", () => {
    expect(stepped(begin(["a"]), -1).at).toBe(0)
    expect(stepped(stepped(begin(["a"]), 1), 1).at).toBe(1)
  })
})

describe("a swipe", () => {
  it("keeps to the right, rejects to the left, and does nothing when short", () => {
    expect([swiped(100, 358), swiped(-100, 358), swiped(60, 358)]).toEqual(["keep", "reject", null])
    expect(swiped(130, 1200)).toBe("keep")
  })
})
