import { expect, it } from "vitest"
import { type Price } from "../../api/shapes"
import { standingOf } from "./price-standing"

const price = (id: number, engine: string, has_begun: boolean): Price => ({ id, capability: "face_swap", engine, credits: id, effective_from: "2026-01-01T00:00:00Z", has_begun })

it("finds what counts now of each engine", () => {
  const book = [price(4, "", false), price(3, "", true), price(2, "", true), price(1, "mesh-warp", true)]
  expect(standingOf(book).map(({ standing }) => standing)).toEqual(["later", "now", "before", "now"])
})
