// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest"
import { type Found } from "../api/shapes"
import { forget, recent, remember, targets, type Target } from "./places"

const target = (to: string): Target => ({ to, name: to, kind: "page" })

describe("where the palette leads", () => {
  beforeEach(forget)

  it("keeps the newest five, each once, without pictures", () => {
    for (const to of ["a", "b", "c", "d", "e", "f", "b"]) remember({ ...target(to), picture: null })
    expect(recent().map(({ to }) => to)).toEqual(["b", "f", "e", "d", "c"])
    expect(recent()[0]).not.toHaveProperty("picture")
  })

  it("starts anew when what is kept cannot be read", () => {
    sessionStorage.setItem("palette-recent", "{")
    expect(recent()).toEqual([])
  })

  it("shows a model once, known or found", () => {
    const found = { subjects: [{ id: "1", slug: "andie", name: "Andie", picture: null }], runs: [], photos: [] } satisfies Found
    expect(targets(found, [])).toHaveLength(1)
    expect(targets(found, [target("/models/andie")])).toEqual([])
  })
})
