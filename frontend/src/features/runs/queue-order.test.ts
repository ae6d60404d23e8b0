import { describe, expect, it } from "vitest"
import { type Turn } from "../../api/shapes"
import { movedTo, ownPlaces } from "./queue-order"

const turn = (id: string, status: string, place: number | null, priority = "normal") => ({ run: { id, status, priority }, place, starts_in: place }) as unknown as Turn
const queue = [turn("r", "running", null), turn("a", "queued", 2), turn("p", "paused", null), turn("b", "queued", 5), turn("c", "queued", 6)]
const shown = (turns: Turn[]) => turns.map(({ run, place }) => `${run.id}${place ?? ""}`).join(" ")

describe("the queue", () => {
  it("counts only what waits", () => {
    expect([...ownPlaces(queue)]).toEqual([["a", { place: 1, of: 3 }], ["b", { place: 2, of: 3 }], ["c", { place: 3, of: 3 }]])
  })

  it("moves a run among those that wait and leaves the turns where they are", () => {
    expect(shown(movedTo(queue, "c", 1))).toBe("r c2 p a5 b6")
    expect(shown(movedTo(queue, "a", 2))).toBe("r b2 p a5 c6")
    expect(shown(movedTo(queue, "a", 99))).toBe("r b2 p c5 a6")
    expect(movedTo(queue, "r", 1)).toBe(queue)
  })

  it("puts runs of low priority in order among themselves only", () => {
    const longer = [...queue, turn("x", "queued", 7, "low"), turn("y", "queued", 8, "low")]
    expect(ownPlaces(longer).get("y")).toEqual({ place: 2, of: 2 })
    expect(shown(movedTo(longer, "y", 1))).toBe("r a2 p b5 c6 y7 x8")
  })
})
