/** A training as its page tells it: from what is saved and what is heard to the axis, the curves and the columns. */
import { describe, expect, it } from "vitest"
import { type LoraSave, type LoraVersion, type Run } from "../../api/shapes"
import { QUIET, type Live } from "./live"
import { bestOf, courseOf, paceOf, readingAt, shortPrompts, storyOf } from "./story"
import { comesBack, standing } from "./training-words"

const save = (step: number, more: Partial<LoraSave> = {}) => ({ id: `s${step}`, step, loss: 0.2, likeness: step / 1000, overfit: 0.1, recommended: false, winner: false, reason: "", pictures: [], ...more }) as unknown as LoraSave
const version = (more: Partial<LoraVersion> = {}) =>
  ({ id: "v", number: 4, kind: "trained", status: "running", steps: 1000, recipe: { save_every: 250 }, saves: [save(500, { recommended: true }), save(250)], samples: [], losses: [[250, 0.3, 1e-4], [500, 0.2, 1e-4]], finished_at: null, base: { label: "Pocket" }, last_step: 500, ...more }) as unknown as LoraVersion
const live: Live = { points: [[600, 0.1, 2e-4]], now: { step: 610, steps: 1000, loss: 0.1, rate: 2e-4, steps_per_second: 2, seconds_left: 195 } }
const run = (more: Partial<Run> = {}) => ({ status: "running", price: 100, captured: 40, released: 0, seconds_left: 195, started_at: "2026-11-25T10:00:00Z", finished_at: null, ...more }) as unknown as Run

describe("the story of a training", () => {
  const story = storyOf(version(), live)
  it("has a column for every save that is there and to come", () => expect(story.columns.map(({ step, kind }) => [step, kind])).toEqual([[250, "saved"], [500, "saved"], [750, "planned"], [1000, "planned"]]))
  it("goes on where the saves end", () => {
    expect(story.done).toBe(610)
    expect(story.loss.at(-1)).toEqual({ step: 600, value: 0.1 })
  })
  it("measures likeness at saves", () => expect(story.likeness).toEqual([{ step: 250, value: 0.25 }, { step: 500, value: 0.5 }]))
  it("plans nothing once it is over", () => expect(storyOf(version({ finished_at: "2026-11-25T11:00:00Z" }), QUIET).columns).toHaveLength(2))
  it("has a column for samples drawn on wish", () => expect(storyOf(version({ samples: [{ step: 300, pictures: [{ index: 1, picture: null, why: "Refused" }] }] }), live).columns[1]).toMatchObject({ step: 300, kind: "sampled", save: null, samples: new Map([[1, { index: 1, picture: null, why: "Refused" }]]) }))
  it("reads all rows at one step", () => expect(readingAt(story, 520)).toMatchObject({ step: 520, loss: 0.2, rate: 1e-4, likeness: 0.5, overfit: 0.1 }))
  it("reads nothing before the first save", () => expect(readingAt(story, 100)).toMatchObject({ loss: undefined, likeness: undefined }))
  it("goes at the pace heard last, else at the one measured", () => expect([paceOf({ seconds_per_step: 3 }, live), paceOf({ seconds_per_step: 3 }, QUIET), paceOf({ seconds_per_step: null }, QUIET)]).toEqual([0.5, 3, null]))
})

describe("the names of the rows", () => {
  it("leave out what all prompts begin with", () => expect(shortPrompts(["a photo of zxa, studio portrait", "a photo of zxa in a park"])).toEqual(["Studio portrait", "In a park"]))
  it("keep one that is nothing else", () => expect(shortPrompts(["a photo of zxa", "a photo of zxa, at night"])).toEqual(["A photo of zxa", "At night"]))
  it("keep the only one, and those that share nothing", () => expect([shortPrompts(["zxa, portrait"]), shortPrompts(["One two", "Three"])]).toEqual([["Zxa, portrait"], ["One two", "Three"]]))
})

describe("the save shown first", () => {
  it("is the one picked by hand", () => expect(bestOf([save(250, { winner: true }), save(500, { recommended: true })])?.step).toBe(250))
  it("else the recommended, else the last", () => {
    expect(bestOf([save(250, { recommended: true }), save(500)])?.step).toBe(250)
    expect(bestOf([save(250), save(500)])?.step).toBe(500)
    expect(bestOf([])).toBeNull()
  })
})

describe("the course of a curve", () => {
  it("needs two points", () => expect(courseOf([{ step: 1, value: 1 }])).toBeNull())
  it("says from where to where", () => expect(courseOf([{ step: 1, value: 1 }, { step: 2, value: 3 }])).toMatchObject({ first: { value: 1 }, last: { value: 3 } }))
})

describe("where it stands, in words", () => {
  const said = (more: Partial<LoraVersion>, status: Run["status"], heard: Live = live, of: Partial<Run> = {}) => standing(version(more), run({ status, ...of }), storyOf(version(more), heard), heard)
  it.each([
    ["running", said({}, "running"), "Step 610 of 1,000, about 3 minutes left"],
    ["preparing", said({ saves: [], losses: [] }, "running", QUIET), "Getting ready: pictures and words are being encoded"],
    ["waiting", said({ saves: [], losses: [] }, "queued", QUIET), "1,000 steps, takes about 3 minutes, starts as soon as a worker is free"],
    ["paused", said({}, "paused"), "Step 610 of 1,000, paused. It goes on exactly where it stopped."],
    ["stopped early", said({ last_step: 610 }, "succeeded"), "Stopped at step 610 of 1,000. What was saved is kept."],
    ["done", said({ last_step: 1000 }, "succeeded", live, { finished_at: "2026-11-25T10:20:00Z" }), "1,000 steps done, took about 20 minutes"],
    ["failed", said({ saves: [save(500)] }, "failed"), "Stopped at step 500. What was saved before is kept."],
    ["failed before a save", said({ saves: [] }, "failed"), "Nothing could be saved. Nothing was charged."],
    ["imported", said({ kind: "imported" }, "succeeded"), "A file of another tool, for Pocket"],
  ])("%s", (_, words, wanted) => expect(words).toBe(wanted))
})

describe("what comes back when it stops", () => {
  it("is what was not done", () => expect(comesBack(run(), 610, 1000)).toBe(39))
  it("is never what was charged", () => expect(comesBack(run({ captured: 80 }), 610, 1000)).toBe(20))
  it("is all of it before the first step", () => expect(comesBack(run({ captured: 0 }), 0, 1000)).toBe(100))
})
