import { describe, expect, it } from "vitest"
import { columnsIn, stepFrom } from "./grid-steps"

const SHEET = { count: 10, columns: 4, page: 2 }

describe("a sheet of tiles", () => {
  it("counts columns as CSS does", () => {
    expect(columnsIn(288, 128, 8)).toBe(2)
    expect(columnsIn(263, 128, 8)).toBe(1)
    expect(columnsIn(264, 128, 8)).toBe(2)
    expect(columnsIn(50, 128, 8)).toBe(1)
  })

  it.each([
    ["ArrowRight", 3, 4],
    ["ArrowRight", 9, 9],
    ["ArrowLeft", 4, 3],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 1, 5],
    ["ArrowDown", 7, 9],
    ["ArrowDown", 8, 8],
    ["ArrowUp", 5, 1],
    ["ArrowUp", 2, 2],
    ["PageDown", 1, 9],
    ["PageUp", 9, 1],
    ["PageUp", 5, 1],
    ["Home", 7, 0],
    ["End", 2, 9],
  ])("%s leads from %i to %i", (key, from, to) => {
    expect(stepFrom(key, from, SHEET)).toBe(to)
  })

  it("leaves other keys alone", () => {
    expect(stepFrom("p", 3, SHEET)).toBeNull()
  })
})
