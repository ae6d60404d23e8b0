// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { Problem } from "../../api/problem"
import { createDrafts, PAUSE_MS } from "./drafts"
import { type Known, STILL_MS } from "./saving"

const FIRST = { caption: "", revision: 0 }

/** A server with one revision a picture, as the real one counts. */
function server() {
  const rows = new Map<string, Known>()
  const asked: string[] = []
  let isOn = true
  const send = async (item: string, words: string, seen: number) => {
    asked.push(words)
    if (!isOn) throw new Problem("offline", 0, "")
    const row = rows.get(item) ?? FIRST
    if (words === row.caption) return row
    if (seen !== row.revision) throw new Problem("caption_moved", 409, "", "", row)
    const next = { caption: words, revision: row.revision + 1 }
    rows.set(item, next)
    return next
  }
  return { rows, asked, send, turn: (on: boolean) => void (isOn = on) }
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe("saving while somebody types", () => {
  beforeEach(() => {
    vi.useFakeTimers()
    localStorage.clear()
  })
  afterEach(() => vi.useRealTimers())

  it("waits for a pause and sends the last words once", async () => {
    const { send, asked, rows } = server()
    const drafts = createDrafts({ dataset: "d", send })
    drafts.type("a", "one", FIRST)
    await settle(PAUSE_MS - 1)
    drafts.type("a", "one two", FIRST)
    await settle(PAUSE_MS - 1)
    expect(asked).toEqual([])
    await settle(1)
    expect(asked).toEqual(["one two"])
    expect(rows.get("a")?.caption).toBe("one two")
    expect(drafts.of("a")).toBeUndefined()
    expect(drafts.isSavedHere("a")).toBe(true)
    expect(localStorage.length).toBe(0)
  })

  it("saves at once when the field is left", async () => {
    const { send, asked } = server()
    const drafts = createDrafts({ dataset: "d", send })
    drafts.type("a", "one", FIRST)
    drafts.flush("a")
    await settle()
    expect(asked).toEqual(["one"])
  })

  it("keeps each picture's words for itself", async () => {
    const { send, rows } = server()
    const drafts = createDrafts({ dataset: "d", send })
    drafts.type("a", "one", FIRST)
    drafts.type("b", "two", FIRST)
    await settle(PAUSE_MS)
    expect([rows.get("a")?.caption, rows.get("b")?.caption]).toEqual(["one", "two"])
  })

  it("tries again by itself while the connection is away, and loses nothing", async () => {
    const { send, turn, rows } = server()
    const drafts = createDrafts({ dataset: "d", send })
    turn(false)
    drafts.type("a", "one", FIRST)
    await settle(PAUSE_MS)
    expect(drafts.of("a")).toMatchObject({ words: "one", standing: "unsaved" })
    turn(true)
    await settle(2000)
    expect(rows.get("a")?.caption).toBe("one")
  })

  it("brings the words back after a reload, from the device", async () => {
    const { send, turn, rows } = server()
    turn(false)
    const before = createDrafts({ dataset: "d", send, page: "before" })
    before.type("a", "one", FIRST)
    before.leave()
    const reloaded = createDrafts({ dataset: "d", send, page: "after" })
    expect(reloaded.of("a")).toMatchObject({ words: "one" })
    turn(true)
    await settle()
    expect(rows.get("a")?.caption).toBe("one")
  })

  it("leaves the words of a page that lives alone, and takes over those of one that crashed", async () => {
    const { send, turn } = server()
    turn(false)
    createDrafts({ dataset: "d", send, page: "living" }).type("a", "one", FIRST)
    expect(createDrafts({ dataset: "d", send, page: "second" }).of("a")).toBeUndefined()
    await settle(STILL_MS + 1)
    expect(createDrafts({ dataset: "d", send, page: "third" }).of("a")).toMatchObject({ words: "one" })
  })

  it("shows both when another window was quicker, and writes over it only when told to", async () => {
    const { send, rows } = server()
    const drafts = createDrafts({ dataset: "d", send })
    rows.set("a", { caption: "theirs", revision: 1 })
    drafts.type("a", "mine", FIRST)
    await settle(PAUSE_MS)
    expect(drafts.of("a")).toMatchObject({ words: "mine", standing: "moved", theirs: { caption: "theirs", revision: 1 } })
    expect(rows.get("a")?.caption).toBe("theirs")
    drafts.choose("a", "mine")
    await settle()
    expect(rows.get("a")).toEqual({ caption: "mine", revision: 2 })
    expect(drafts.of("a")).toBeUndefined()
  })
})
