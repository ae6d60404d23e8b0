import { describe, expect, it } from "vitest"
import { exampleOf, unknownIn } from "./example"

describe("the example of a caption rule", () => {
  it("leaves looks out, and no empty comma behind", () => {
    expect(exampleOf("{trigger}, {features}, {clothing}", "andie_m", false)).toBe("andie_m, orange sweater")
    expect(exampleOf("{trigger}, {features}, {clothing}", "andie_m", true)).toBe("andie_m, long brown hair, orange sweater")
  })
  it("tells looks in a sentence too", () => expect(exampleOf("a photo of {trigger}, {description}", "andie_m", true)).toMatch(/^a photo of andie_m, long brown hair, close-up/))
  it("names the placeholder that nobody knows", () => {
    expect(unknownIn("{trigger}, {mood}")).toBe("mood")
    expect(unknownIn("{trigger}, {}")).toBe("")
    expect(unknownIn("{trigger}, {pose}")).toBeNull()
  })
})
