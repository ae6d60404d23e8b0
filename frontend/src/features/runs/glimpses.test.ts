import { expect, test } from "vitest"
import { dropGlimpse, glimpseOf, keepGlimpse } from "./glimpses"

test("the last glimpse of a picture counts, until it is made", () => {
  keepGlimpse("a", 1, "data:one")
  keepGlimpse("a", 1, "data:two")
  expect(glimpseOf("a", 1)).toBe("data:two")
  expect(glimpseOf("a", 2)).toBeUndefined()
  dropGlimpse("a", 1)
  expect(glimpseOf("a", 1)).toBeUndefined()
})

test("forgotten ones go when there are too many", () => {
  for (let index = 0; index < 70; index++) keepGlimpse("b", index, "data:")
  expect(glimpseOf("b", 0)).toBeUndefined()
  expect(glimpseOf("b", 69)).toBe("data:")
})
