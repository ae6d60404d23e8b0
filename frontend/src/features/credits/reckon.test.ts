import { expect, it } from "vitest"
import { reckon } from "./reckon"

it("is pictures times the sum of what each engine takes", () => {
  const engines = [{ price: 10, seconds: 0.5 }, { price: 2, seconds: 3 }]
  expect(reckon(26, engines)).toEqual({ pictures: 26, price: 312, seconds: 91 })
  expect(reckon(Number.NaN, engines).price).toBe(0)
  expect(reckon(-3, engines).price).toBe(0)
})
