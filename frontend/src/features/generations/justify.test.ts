import { expect, test } from "vitest"
import { GAP, justify, leftOf, type Shown, stepIn, within } from "./justify"

const pictures = (count: number, day = "a", ratio = 1): Shown[] => Array.from({ length: count }, (_, n) => ({ id: `${day}${n}`, ratio, day }))

test("full rows fill the width to the pixel", () => {
  const { rows } = justify([...pictures(7, "a", 0.8), ...pictures(9, "a", 1.5)].map((one, n) => ({ ...one, id: String(n) })), 1000, 200)
  const filled = rows.filter((row) => row.kind === "row").slice(0, -1)
  expect(filled.length).toBeGreaterThan(2)
  for (const { widths } of filled) expect(leftOf(widths, widths.length) - GAP).toBeCloseTo(1000, 5)
})

test("every day begins a row under its name, and a short row stays short", () => {
  const { rows, height } = justify([...pictures(2, "a"), ...pictures(1, "b")], 1000, 200)
  expect(rows.map(({ kind }) => kind)).toEqual(["day", "row", "day", "row"])
  expect(rows[1]?.height).toBeCloseTo(260)
  expect(height).toBeCloseTo(50 + 260 + GAP + 50 + 260)
})

test("of thousands only the rows near the window are found", () => {
  const layout = justify(pictures(10_000), 1200, 220)
  expect(layout.height).toBeGreaterThan(100_000)
  const seen = within(layout, 50_000, 51_000)
  expect(seen.length).toBeLessThan(8)
  expect(seen[0]?.top).toBeLessThanOrEqual(50_000)
})

test("arrows lead to the nearest picture of the next row", () => {
  const layout = justify(pictures(12), 600, 200)
  const perRow = layout.rows.flatMap((row) => (row.kind === "row" ? [row.widths.length] : []))[0] ?? 0
  expect(stepIn(layout, "ArrowRight", 0, 12)).toBe(1)
  expect(stepIn(layout, "ArrowDown", 1, 12)).toBe(1 + perRow)
  expect(stepIn(layout, "ArrowUp", 1, 12)).toBe(1)
  expect(stepIn(layout, "x", 1, 12)).toBeNull()
})
