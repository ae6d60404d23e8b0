import { describe, expect, it } from "vitest"
import { type Page, type ResultWas, type SwapResult } from "../../api/shapes"
import { after, patchedDesk, stays, undoing } from "./decisions"
import { EVERYTHING, filterOf, isNarrowed, readView, writeView } from "./desk-filter"
import { unseen, withNews } from "./use-desk"

const result = (id: string, more: Partial<SwapResult> = {}) => ({ id, decision: "none", favourite: false, tags: [], created_at: "2026-11-25T10:00:00Z", ...more }) as unknown as SwapResult
const desk = (...pages: SwapResult[][]) => ({ pages: pages.map((results): Page<SwapResult> => ({ results, next: null })), pageParams: pages.map(String) })

describe("the view in the address", () => {
  it("is read back as it was written, and a plain desk has a plain address", () => {
    const view = { ...EVERYTHING, show: "kept" as const, sort: "nearest" as const, quality: "good" as const, favourite: true, tags: ["cover", "web"], q: "t003", run: "r1" }
    expect(readView(writeView(view))).toEqual(view)
    expect(writeView(EVERYTHING).toString()).toBe("")
    expect([isNarrowed(EVERYTHING), isNarrowed({ ...EVERYTHING, sort: "best" }), isNarrowed(view)]).toEqual([false, false, true])
  })

  it("ignores what it does not know", () => {
    expect(readView(new URLSearchParams("show=both&sort=random&favourites=1"))).toEqual(EVERYTHING)
  })

  it("becomes what the API calls it", () => {
    expect(filterOf("m", { ...EVERYTHING, show: "undecided", likeness: "same", quality: "fair", q: " t1 " })).toMatchObject({ subject: "m", sort: "newest", decision: "none", max_distance: "0.5", min_quality: "45", q: "t1", tag: undefined })
  })
})

describe("a decision", () => {
  it("changes one thing and keeps the rest", () => {
    const one = result("a", { tags: ["web"] })
    expect(after(one, "keep").decision).toBe("keep")
    expect(after(after(one, "tag", "Cover"), "tag", "cover").tags).toEqual(["cover", "web"])
    expect(after(one, "untag", "web").tags).toEqual([])
    expect(after(after(one, "favourite"), "unfavourite").favourite).toBe(false)
  })

  it("takes a picture out of a list it no longer belongs to, and leaves other pages alone", () => {
    const before = desk([result("a"), result("b")], [result("c")])
    const next = patchedDesk(before, { decision: "none" }, ({ id }) => id === "a", (one) => after(one, "reject"))
    expect(next.pages.map((page) => page.results.map(({ id }) => id))).toEqual([["b"], ["c"]])
    expect(next.pages[1]).toBe(before.pages[1])
    expect(stays(result("a", { tags: ["web"] }), { tag: ["web"], favourite: undefined })).toBe(true)
  })

  it("is undone for each as it was", () => {
    const was = [
      { id: "a", done: true, favourite: false, decision: "keep", tagged: true },
      { id: "b", done: true, favourite: true, decision: "none", tagged: false },
      { id: "c", done: false, favourite: false, decision: "none", tagged: false },
    ] as ResultWas[]
    expect(undoing(was, "reject")).toEqual([{ action: "keep", ids: ["a"] }, { action: "clear", ids: ["b"] }])
    expect(undoing(was, "favourite")).toEqual([{ action: "unfavourite", ids: ["a"] }, { action: "favourite", ids: ["b"] }])
    expect(undoing(was, "tag")).toEqual([{ action: "untag", ids: ["b"] }])
  })
})

describe("news for the desk", () => {
  const held = desk([result("b"), result("a", { created_at: "2026-11-25T09:00:00Z" })])
  it("are what it does not hold and what is not from a page that was not loaded", () => {
    const news = [result("d", { created_at: "2026-11-25T10:00:05Z" }), result("b"), result("old", { created_at: "2026-11-24T00:00:00Z" })]
    expect(unseen(held, news).map(({ id }) => id)).toEqual(["d"])
  })

  it("go in front, and what changed since is put in place", () => {
    const next = withNews(held, [result("a", { favourite: true })], [result("d")])
    expect(next.pages[0]?.results.map(({ id, favourite }) => [id, favourite])).toEqual([["d", false], ["b", false], ["a", true]])
  })
})
