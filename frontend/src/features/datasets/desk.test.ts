import { type DatasetItem } from "../../api/shapes"
import { describe, expect, it } from "vitest"
import { changesOf, placesFound } from "./bulk"
import { countWords, wordsUsed, withTrigger } from "./caption-words"
import { countsOf, EVERYTHING, faultsOf, readView, shownOf, writeView } from "./desk-view"
import { followed } from "./items-cache"
import { looksIn, piecesOf, wordsAt } from "./pieces"

const item = (number: number, caption: string, more: Partial<DatasetItem> = {}) => ({ id: String(number), number, caption, kept: true, state: "ready", lint: [], below_gate: false, withheld: "", ...more }) as DatasetItem
const ids = (items: DatasetItem[]) => items.map(({ id }) => id)

describe("a caption in pieces", () => {
  it("marks the trigger, looks and what is looked for, and loses no letter", () => {
    const text = "a photo of andie_m, pale skin, red door"
    const pieces = piecesOf(text, { trigger: "andie_m", looks: [[20, 29]], find: "door" })
    expect(pieces).toEqual([
      { text: "a photo of ", kind: "plain" },
      { text: "andie_m", kind: "trigger" },
      { text: ", ", kind: "plain" },
      { text: "pale skin", kind: "looks" },
      { text: ", red ", kind: "plain" },
      { text: "door", kind: "found" },
    ])
    expect(pieces.map((piece) => piece.text).join("")).toBe(text)
  })

  it("takes no part of a longer word for the trigger", () => {
    expect(piecesOf("andie_man", { trigger: "andie_m", looks: [] })).toEqual([{ text: "andie_man", kind: "plain" }])
  })

  it("marks a place once where marks overlap", () => {
    expect(piecesOf("pale skin", { trigger: "", looks: [[0, 9]], find: "skin" })).toEqual([{ text: "pale skin", kind: "looks" }])
  })

  it("knows looks again while somebody types", () => {
    const known = wordsAt("with Pale skin", [[5, 14]])
    expect(known).toEqual(["pale skin"])
    expect(looksIn("her pale skin, paleskin", known)).toEqual([[4, 13]])
  })
})

describe("the words used", () => {
  it("are counted once a caption, without the trigger and the rejected", () => {
    const items = [item(1, "a photo of andie_m, soft light, Soft light"), item(2, "andie_m, soft light, close-up"), item(3, "close-up, night", { kept: false })]
    expect(wordsUsed(items, "andie_m")).toEqual([
      { words: "soft light", count: 2 },
      { words: "close-up", count: 1 },
    ])
  })

  it("leave a number with a comma in one piece", () => expect(wordsUsed([item(1, "1,000 lights")], "x")).toEqual([{ words: "1,000 lights", count: 1 }]))

  it("get the trigger at their front as the template leads it in", () => {
    expect(withTrigger("close-up, night", "andie_m", "a photo of {trigger}, {description}")).toBe("a photo of andie_m, close-up, night")
    expect(withTrigger("close-up, with andie_m, night", "andie_m", "{trigger}, {features}")).toBe("andie_m, close-up, night")
    expect(withTrigger("", "andie_m", "{trigger}, {features}")).toBe("andie_m")
  })

  it("are counted as people read", () => expect(countWords("a photo of andie_m, head-and-shoulders")).toBe(5))
})

describe("the desk's view", () => {
  const items = [
    item(1, "andie_m, night"),
    item(2, "night", { lint: [{ fault: "trigger_missing", sentence: "", words: "" }] }),
    item(3, "andie_m", { kept: false }),
    item(4, "andie_m", { below_gate: true }),
    item(5, "", { state: "refused", kept: false }),
  ]
  it("counts what is ready, to look at and rejected; refused ones are only counted", () => expect(countsOf(items)).toEqual({ all: 4, ready: 1, look: 2, rejected: 1, low: 1, refused: 1 }))
  it("narrows by fault, word and quality", () => {
    const none = new Set<string>()
    expect(ids(shownOf(items, EVERYTHING, none))).toEqual(["1", "2", "3", "4"])
    expect(ids(shownOf(items, { ...EVERYTHING, show: "look" }, none))).toEqual(["2", "4"])
    expect(ids(shownOf(items, { ...EVERYTHING, show: "rejected" }, none))).toEqual(["3"])
    expect(ids(shownOf(items, { ...EVERYTHING, word: "Night" }, none))).toEqual(["1", "2"])
    expect(ids(shownOf(items, { ...EVERYTHING, fault: "trigger_missing" }, none))).toEqual(["2"])
    expect(ids(shownOf(items, { ...EVERYTHING, low: true }, none))).toEqual(["4"])
  })
  it("keeps what is being written although it does not match any more", () => expect(ids(shownOf(items, { ...EVERYTHING, show: "look" }, new Set(["1"])))).toEqual(["1", "2", "4"]))
  it("counts faults of the kept ones", () => expect(faultsOf(items)).toEqual([{ fault: "trigger_missing", count: 1 }]))
  it("stands in the address and comes back from it", () => {
    const view = { show: "look", word: "soft light", fault: "looks", low: true } as const
    expect(readView(writeView(view))).toEqual(view)
    expect(writeView(EVERYTHING).toString()).toBe("")
    expect(readView(new URLSearchParams("show=odd&fault=none"))).toEqual(EVERYTHING)
  })
})

describe("news of a caption", () => {
  const held = item(1, "mine", { revision: 4, author: "person" })
  const news = { caption: "theirs", author: "person", kept: true, revision: 5 } as const
  it("replaces an older revision, and nothing newer", () => {
    expect(followed(held, news)).toMatchObject({ caption: "theirs", revision: 5 })
    expect(followed(held, { ...news, revision: 3 })).toBe(held)
    expect(followed(held, { ...news, caption: "mine", revision: 4 })).toBe(held)
  })
  it("tells of a decision that changed no words", () => expect(followed(held, { ...news, caption: "mine", kept: false, revision: 4 })).toMatchObject({ kept: false }))
})

describe("a change of many captions", () => {
  const items = [item(1, "Red door, red wall"), item(2, "blue door")]
  it("is counted before it is made, by places and captions", () => {
    const changes = changesOf(items, { way: "replace", text: "red", by: "green", matchCase: false })
    expect(changes.map(({ after }) => after)).toEqual(["green door, green wall"])
    expect(placesFound(changes)).toBe(2)
    expect(changesOf(items, { way: "replace", text: "red", by: "green", matchCase: true })[0]?.after).toBe("Red door, green wall")
  })
  it("puts words in front or behind with one comma", () => {
    expect(changesOf(items, { way: "prepend", text: "night,", by: "", matchCase: true }).map(({ after }) => after)).toEqual(["night, Red door, red wall", "night, blue door"])
    expect(changesOf([item(3, "")], { way: "append", text: "night", by: "", matchCase: true })[0]?.after).toBe("night")
  })
  it("is none without words", () => expect(changesOf(items, { way: "replace", text: "", by: "x", matchCase: true })).toEqual([]))
})
