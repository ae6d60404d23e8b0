import { expect, test } from "vitest"
import { type Base } from "../../api/shapes"
import { askOf, countOf, pieces, sizeOf, startDraft } from "./wish"

const base = { key: "pocket", label: "Pocket", resolution: 64, ready: true } as Base
const draft = { ...startDraft("a photo of {trigger}"), seed: "7" }

test("a shape has about as many pixels as the base was made for, in multiples of 8", () => {
  expect(sizeOf("1:1", 512)).toEqual({ width: 512, height: 512 })
  expect(sizeOf("4:5", 1024)).toEqual({ width: 912, height: 1144 })
  expect(sizeOf("9:16", 64)).toEqual({ width: 48, height: 88 })
})

test("nothing is asked for without words or a base", () => {
  expect(askOf({ ...draft, prompt: "  " }, "s", base)).toBeNull()
  expect(askOf(draft, "s", undefined)).toBeNull()
})

test("the wish says the version, its save and the seed", () => {
  const ask = askOf({ ...draft, version: "v", step: "300", strength: 0.8 }, "s", base)
  expect(ask).toMatchObject({ seed: 7, base: "pocket", loras: [{ version: "v", step: 300, strength: 0.8 }], count: 4 })
  expect(askOf({ ...draft, seed: "x" }, "s", base)?.seed).toBeNull()
})

test("a count is a number of pictures", () => {
  expect(["0", "900", "3.6", ""].map((count) => countOf({ ...draft, count }))).toEqual([1, 64, 4, 1])
})

test("trigger and wildcards are told apart", () => {
  expect(pieces("a {trigger} andie_m {x|y} end", "andie_m").map(({ text, kind }) => [text, kind])).toEqual([
    ["a ", "plain"],
    ["{trigger}", "trigger"],
    [" ", "plain"],
    ["andie_m", "trigger"],
    [" ", "plain"],
    ["{x|y}", "wild"],
    [" end", "plain"],
  ])
})
