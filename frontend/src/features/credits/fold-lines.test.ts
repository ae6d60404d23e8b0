import { expect, it } from "vitest"
import { foldLines } from "./fold-lines"

const made = (index: number) => ({ index, charged: 12, given_back: 0, held: 0, reason: "" })
const lost = (index: number, reason: string) => ({ index, charged: 0, given_back: 12, held: 0, reason })

it("folds neighbours that came to the same and keeps every credit", () => {
  const lines = [made(0), made(1), made(2), lost(3, "No face found."), lost(4, "Too small."), made(5)]
  expect(foldLines(lines)).toEqual([
    { from: 0, to: 2, charged: 36, held: 0, reason: "" },
    { from: 3, to: 3, charged: 0, held: 0, reason: "No face found." },
    { from: 4, to: 4, charged: 0, held: 0, reason: "Too small." },
    { from: 5, to: 5, charged: 12, held: 0, reason: "" },
  ])
})
