/** What a new training asks for: only what was changed, and why it cannot start yet. */
import { describe, expect, it } from "vitest"
import { type Base, type Finding, type LoraPresets, type TrainingEstimate } from "../../api/shapes"
import { changedOnly, firstReady, hindrance, isWrong, partOf, valuesOf, wishOf, worstFirst, type Choice } from "./wish"

const schema = { properties: { steps: { type: "integer", minimum: 1, maximum: 50_000, default: 1500 }, rank: { type: "integer", minimum: 1, default: 16 }, prompts: { type: "array", default: [] } } }
const presets = { presets: [{ key: "likeness", options: { steps: 1500, rank: 16, prompts: ["a"] } }, { key: "quick", options: { steps: 300, rank: 8, prompts: ["a"] } }], schema } as unknown as LoraPresets
const choice: Choice = { dataset: "d", base: "pocket", preset: "likeness", changed: { rank: 32 } }
const estimate = (more: Partial<TrainingEstimate> = {}) => ({ startable: true, findings: [], price: 60, balance: 100, balance_after: 40, ...more }) as unknown as TrainingEstimate

describe("the options", () => {
  it("are the goal's, with what was changed by hand", () => expect(valuesOf(presets, choice)).toEqual({ steps: 1500, rank: 32, prompts: ["a"] }))
  it("keep what was changed when the goal changes", () => expect(valuesOf(presets, { ...choice, preset: "quick" })).toEqual({ steps: 300, rank: 32, prompts: ["a"] }))
  it("forget what was put back", () => expect(changedOnly({ rank: 16, prompts: ["a"] }, { rank: 16, prompts: ["a"] })).toEqual({}))
  it("see what an option that is off was changed to", () => expect(changedOnly({ ema: 0.9 }, { ema: null })).toEqual({ ema: null }))
  it("are drawn in the order asked for, unknown ones left out", () => expect(Object.keys(partOf(schema, ["rank", "gone", "steps"]).properties ?? {})).toEqual(["rank", "steps"]))
  it("are wrong where the form says so", () => expect([isWrong(schema, { steps: 0 }), isWrong(schema, { steps: 10 })]).toEqual([true, false]))
})

describe("the request", () => {
  it("says what was chosen and nothing else", () => expect(wishOf("s", choice)).toEqual({ subject: "s", dataset: "d", base: "pocket", preset: "likeness", options: { rank: 32 } }))
  it("leaves empty prompts out", () => expect(wishOf("s", { ...choice, changed: { prompts: ["one", " ", ""] } })?.options).toEqual({ prompts: ["one"] }))
  it("is none without a dataset or a base", () => expect([wishOf("s", { ...choice, dataset: null }), wishOf("s", { ...choice, base: null })]).toEqual([null, null]))
})

describe("what stands in the way", () => {
  it("is named", () => {
    expect(hindrance({ ...choice, dataset: null }, undefined)).toMatch(/dataset/)
    expect(hindrance({ ...choice, base: null }, undefined)).toMatch(/base/)
    expect(hindrance(choice, undefined)).toMatch(/price/)
    expect(hindrance(choice, estimate({ balance_after: -5, startable: false, price: 105 }))).toBe("This needs 105 credits and 100 are free. Nothing started.")
    expect(hindrance(choice, estimate({ startable: false }))).toMatch(/Put right/)
  })
  it("is nothing", () => expect(hindrance(choice, estimate())).toBeNull())
  it("comes first among what was found", () => expect(worstFirst([{ level: "ok" }, { level: "refuse" }, { level: "warn" }] as Finding[]).map(({ level }) => level)).toEqual(["refuse", "warn", "ok"]))
})

describe("the base to begin with", () => {
  it("is ready", () => expect(firstReady([{ key: "a", ready: false }, { key: "b", ready: true }] as Base[])).toBe("b"))
  it("is none where none is", () => expect(firstReady([])).toBeNull())
})
