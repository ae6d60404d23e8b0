import { expect, test } from "vitest"
import { type Generation } from "../../api/shapes"
import { after, patched, undoing } from "./decisions"
import { unseen, withNews } from "./use-gallery"

const picture = (id: string, more: Partial<Generation> = {}): Generation => ({ id, favourite: false, decision: "none", tags: [], created_at: `2026-01-0${id}`, ...more }) as Generation
const held = { pages: [{ results: [picture("3"), picture("2")], next: null as string | null }], pageParams: [""] as unknown[] }
const ids = (gallery: { pages: { results: Generation[] }[] }) => gallery.pages.flatMap(({ results }) => results.map(({ id }) => id))

test("what a filter no longer finds leaves the list, what is deleted leaves every list", () => {
  expect(ids(patched(held, { favourite: "true" }, new Set(["3"]), "unfavourite"))).toEqual(["2"])
  expect(ids(patched(held, {}, new Set(["3"]), "delete"))).toEqual(["2"])
  expect(patched(held, {}, new Set(["2"]), "tag", " Sea ").pages[0]?.results[1]?.tags).toEqual(["sea"])
})

test("undo sends each picture back to what it was", () => {
  const was = [
    { id: "1", favourite: true, decision: "keep", tagged: true },
    { id: "2", favourite: false, decision: "none", tagged: false },
  ] as const
  expect(undoing(was, "favourite")).toEqual([{ action: "favourite", ids: ["1"] }, { action: "unfavourite", ids: ["2"] }])
  expect(undoing(was, "reject")).toEqual([{ action: "keep", ids: ["1"] }, { action: "clear", ids: ["2"] }])
  expect(undoing(was, "tag")).toEqual([{ action: "untag", ids: ["2"] }])
})

test("deciding twice is deciding once", () => {
  const one = after(picture("1"), "tag", "sea")
  expect(after(one, "tag", "sea")).toBe(one)
})

test("news come in front once, and change what is held in its place", () => {
  const news = [picture("4"), picture("3", { favourite: true }), picture("1")]
  const fresh = unseen(held, news)
  expect(fresh.map(({ id }) => id)).toEqual(["4"])
  const next = withNews(held, news, fresh)
  expect(ids(next)).toEqual(["4", "3", "2"])
  expect(next.pages[0]?.results[1]?.favourite).toBe(true)
})
