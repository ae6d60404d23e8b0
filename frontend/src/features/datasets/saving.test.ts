import { describe, expect, it } from "vitest"
import { after, type Draft, isSendable, orphans, revived, type Step, STILL_MS } from "./saving"

const FIRST = { caption: "a photo", revision: 3 }
const typed = (words: string, known = FIRST): Step => ({ type: "typed", words, known })
const walk = (...steps: Step[]): Draft | null => steps.reduce<Draft | null>(after, null)

describe("the words of one picture", () => {
  it("are a draft from the first key until the server has them", () => {
    expect(walk(typed("a photo of"))).toEqual({ words: "a photo of", seen: 3, standing: "typing" })
    expect(walk(typed("a photo of"), { type: "sent" })?.standing).toBe("saving")
    expect(walk(typed("a photo of"), { type: "sent" }, { type: "saved", known: { caption: "a photo of", revision: 4 } })).toBeNull()
  })

  it("are no draft when nothing was changed, or all was typed back", () => {
    expect(walk(typed("a photo"))).toBeNull()
    expect(walk(typed("a photo o"), typed("a photo"))).toBeNull()
  })

  it("typed while the others are on their way are sent after them, over the new revision", () => {
    const draft = walk(typed("one"), { type: "sent" }, typed("one two"), { type: "saved", known: { caption: "one", revision: 4 } })
    expect(draft).toEqual({ words: "one two", seen: 4, standing: "typing" })
    expect(isSendable(draft)).toBe(true)
  })

  it("typed back while they are on their way are sent again, for the server has the others by then", () => {
    const draft = walk(typed("one"), { type: "sent" }, typed("a photo"), { type: "saved", known: { caption: "one", revision: 4 } })
    expect(draft).toEqual({ words: "a photo", seen: 4, standing: "typing" })
  })

  it("stay when the server does not answer, with the reason, and are sent again", () => {
    const draft = walk(typed("one"), { type: "sent" }, { type: "failed", why: "No connection" })
    expect(draft).toEqual({ words: "one", seen: 3, standing: "unsaved", why: "No connection" })
    expect(isSendable(draft)).toBe(true)
    expect(after(draft, typed("one two"))).toEqual({ words: "one two", seen: 3, standing: "typing" })
  })

  it("are never written over what somebody else wrote: one of both is chosen", () => {
    const theirs = { caption: "theirs", revision: 7 }
    const draft = walk(typed("mine"), { type: "sent" }, { type: "moved", known: theirs })
    expect(draft).toEqual({ words: "mine", seen: 3, standing: "moved", theirs })
    expect(isSendable(draft)).toBe(false)
    expect(after(draft, { type: "chose", whose: "theirs" })).toBeNull()
    const mine = after(draft, { type: "chose", whose: "mine" })
    expect(mine).toEqual({ words: "mine", seen: 7, standing: "typing" })
    expect(isSendable(mine)).toBe(true)
  })

  it("can be typed on while the choice waits", () => {
    const draft = walk(typed("mine"), { type: "sent" }, { type: "moved", known: { caption: "theirs", revision: 7 } }, typed("mine and more"))
    expect(draft).toMatchObject({ words: "mine and more", standing: "moved", theirs: { revision: 7 } })
  })

  it("that both wrote alike need no choice", () => {
    expect(walk(typed("same"), { type: "sent" }, { type: "moved", known: { caption: "same", revision: 7 } })).toBeNull()
  })

  it("hear of another window before they are sent", () => {
    const theirs = { caption: "theirs", revision: 4 }
    expect(walk(typed("mine"), { type: "heard", known: theirs })).toMatchObject({ standing: "moved", theirs })
    expect(walk(typed("mine"), { type: "heard", known: { caption: "mine", revision: 4 } })).toBeNull()
    expect(walk(typed("mine"), { type: "heard", known: FIRST })).toMatchObject({ standing: "typing" })
  })

  it("do not take the echo of what they sent for somebody else", () => {
    const draft = walk(typed("mine"), { type: "sent" }, typed("mine too"), { type: "heard", known: { caption: "mine", revision: 4 } })
    expect(draft).toMatchObject({ words: "mine too", standing: "saving" })
    expect(after(draft, { type: "saved", known: { caption: "mine", revision: 4 } })).toMatchObject({ words: "mine too", seen: 4, standing: "typing" })
  })

  it("follow the latest of two later captions while the choice waits", () => {
    const draft = walk(typed("mine"), { type: "heard", known: { caption: "theirs", revision: 4 } }, { type: "heard", known: { caption: "theirs again", revision: 5 } })
    expect(draft?.theirs).toEqual({ caption: "theirs again", revision: 5 })
  })
})

describe("words kept on the device", () => {
  const kept = (words: string, at: number) => ({ words, seen: 3, at })

  it("are taken over from a page that was left, at once", () => {
    expect(orphans([{ left: true, drafts: { a: kept("mine", 1000) } }], 1001)).toEqual({ a: kept("mine", 1000) })
    expect(revived(kept("mine", 1000))).toEqual({ words: "mine", seen: 3, standing: "typing" })
  })

  it("are left to a page that is being typed in", () => {
    const shelf = { left: false, drafts: { a: kept("mine", 1000) } }
    expect(orphans([shelf], 1000 + STILL_MS)).toEqual({})
    expect(orphans([shelf], 1001 + STILL_MS)).toEqual({ a: kept("mine", 1000) })
  })

  it("are those that were typed last where two pages kept some", () => {
    const shelves = [{ left: true, drafts: { a: kept("older", 1000) } }, { left: true, drafts: { a: kept("newer", 2000) } }]
    expect(orphans(shelves, 3000)).toEqual({ a: kept("newer", 2000) })
    expect(orphans([...shelves].reverse(), 3000)).toEqual({ a: kept("newer", 2000) })
  })
})
