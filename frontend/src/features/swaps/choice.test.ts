import { describe, expect, it } from "vitest"
import { type Engine, type Pair, type Photo, type SwapSheet, type TargetSet } from "../../api/shapes"
import { firstChoice, fitOf, offeredOnly, requestOf, startingChoice, toggled } from "./choice"
import { hindrance } from "./PricePanel"
import { labelsOf } from "./sheet-words"

const photo = (id: string, status: Photo["status"] = "ready") => ({ id, status, label: id }) as Photo
const [sources, targets] = [[photo("s1", "warned"), photo("s2"), photo("s3")], [photo("t1"), photo("t2")]]

describe("the choice of a swap", () => {
  it("begins with photos that pass, then those that warn", () => {
    expect(firstChoice(sources, targets)).toMatchObject({ sources: ["s2", "s3", "s1"], targets: ["t1", "t2"], enhance: true })
  })

  it("becomes a request in the order of the photos, and none without both sides", () => {
    const choice = firstChoice(sources, targets)
    expect(requestOf("m", choice, sources, targets)).toEqual({ subject: "m", sources: ["s1", "s2", "s3"], targets: ["t1", "t2"], enhance: true })
    expect(requestOf("m", { ...choice, targets: [] }, sources, targets)).toBeNull()
    expect(toggled(toggled(["a"], "b"), "a")).toEqual(["b"])
  })

  it("leaves out the enhance engine when nothing is enhanced", () => {
    const engine = { engine: "x", options: {} }
    const choice = { ...firstChoice(sources, targets), swapper: engine, upscaler: engine }
    expect(requestOf("m", choice, sources, targets)?.engines).toEqual({ face_swap: engine, upscale: engine })
    expect(requestOf("m", { ...choice, enhance: false }, sources, targets)?.engines).toEqual({ face_swap: engine })
  })
})

describe("why a swap cannot start", () => {
  const estimate = { pictures: 2, impossible: 0, price: 24, each: 12, seconds: 20, balance: 500, balance_after: 476, pairs: [] }
  it("is said in words, and nothing is said when it can", () => {
    expect(hindrance({ estimate, sources: 1, targets: 2 })).toBeNull()
    expect(hindrance({ estimate, sources: 0, targets: 2 })).toBe("Choose at least one source.")
    expect(hindrance({ estimate: { ...estimate, balance: 8, balance_after: -16 }, sources: 1, targets: 2 })).toBe("This needs 24 credits and 8 are free. Choose fewer.")
    expect(hindrance({ estimate: { ...estimate, pictures: 0 }, sources: 1, targets: 2 })).toContain("None of these pairs")
  })
})

describe("the sheet in words", () => {
  const failed = (index: number, target: string) => ({ index, source: "s1", target, state: "failed", error: { code: "no_face_found", detail: "No face was found." }, result: null })
  const sheet = {
    run: { status: "succeeded", price: 36, created_at: "2026-11-22T10:00:00Z", finished_at: "2026-11-22T10:05:00Z" },
    sources: [photo("s1")],
    targets: [photo("t1"), photo("t2"), photo("t3")],
    frames: [failed(0, "t1"), failed(1, "t2"), { index: 2, source: "s1", target: "t3", state: "done", error: null, result: { created_at: "2026-11-22T10:02:00Z", cost: 12 } }],
  } as unknown as SwapSheet

  it("names a frame by its photos", () => {
    expect([0, 1, 9].map(labelsOf(sheet))).toEqual(["s1·t1", "s1·t2", "10"])
  })
})

describe("what a new swap begins with", () => {
  const sets = [{ id: "outdoor", name: "Outdoor", photos: ["t2", "gone"] }] as unknown as TargetSet[]
  const start = { sources, targets, settings: {}, sets, set: null, like: undefined }
  const engine = { engine: "x", options: {} }

  it("is the set that was asked for, or the model's own", () => {
    expect(startingChoice(start).targets).toEqual(["t1", "t2"])
    expect(startingChoice({ ...start, set: "outdoor" }).targets).toEqual(["t2"])
    const settings = { target_set: "outdoor", enhance: false, engines: { face_swap: engine } }
    expect(startingChoice({ ...start, settings })).toMatchObject({ targets: ["t2"], enhance: false, swapper: engine, upscaler: null })
    expect(startingChoice({ ...start, settings: { target_set: "deleted" } }).targets).toEqual(["t1", "t2"])
  })

  it("is an earlier run without the photos that are gone", () => {
    const like = { enhance: false, engines: { face_swap: engine }, frames: [{ source: "s3", target: "t1" }, { source: "gone", target: "t1" }] } as unknown as SwapSheet
    expect(startingChoice({ ...start, set: "outdoor", like })).toEqual({ sources: ["s3"], targets: ["t1"], enhance: false, swapper: engine, upscaler: null })
  })

  it("drops an engine that is no longer offered, and enhancing when nothing does it", () => {
    const choice = { ...firstChoice(sources, targets), swapper: engine, upscaler: engine }
    const [x, y] = [{ key: "x" } as Engine, { key: "y" } as Engine]
    expect(offeredOnly(choice, undefined, undefined)).toEqual(choice)
    expect(offeredOnly(choice, [y], [x, y])).toMatchObject({ swapper: null, upscaler: engine, enhance: true })
    expect(offeredOnly(choice, [x], [])).toMatchObject({ swapper: engine, upscaler: null, enhance: false })
  })

  it("says of each target how it fits the chosen sources", () => {
    const pairs = [{ source: "s1", target: "t1", verdict: "fits" }, { source: "s2", target: "t1", verdict: "impossible" }] as Pair[]
    expect(fitOf(pairs).get("t1")).toEqual({ fits: 1, soft: 0, impossible: 1, unknown: 0 })
  })
})
