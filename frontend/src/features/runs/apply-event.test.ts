import { describe, expect, it } from "vitest"
import { type Frame, type Run, type SwapResult, type SwapSheet } from "../../api/shapes"
import { type ItemChanged, type RunEvent, type RunProgressed } from "../../realtime/events"
import { applyToRun, applyToSheet, lacksResults, newerRun, newerSheet } from "./apply-event"

const run: Run = {
  id: "r1",
  kind: "swap",
  priority: "normal",
  title: "Swap 1",
  subject: null,
  status: "running",
  progress: 0.1,
  stages: [{ name: "swap", label: "Swapping faces", status: "running", progress: 0.2, done: 0, failed: 0, total: 2, message: "" }],
  items: { total: 2, done: 0, failed: 0 },
  refused: 0,
  takeovers: 0,
  seconds_left: 90,
  price: 24,
  captured: 0,
  released: 0,
  can: { cancel: true, pause: true, resume: false, retry: false, save_now: false, sample_now: false, finish: false },
  error: null,
  seq: 4,
  created_at: "2026-11-22T10:00:00Z",
  started_at: "2026-11-22T10:00:01Z",
  finished_at: null,
}
const frame = (index: number): Frame => ({ index, source: "s", target: `t${index}`, state: "waiting", stage: "swap", fraction: 0, error: null, costs: {}, result: null })
const sheet: SwapSheet = { run, sources: [], targets: [], enhance: true, engines: {}, frames: [frame(0), frame(1)] }

const progressed = (seq: number, news: Partial<RunProgressed> = {}): RunProgressed => ({
  type: "run.progressed",
  run: "r1",
  kind: "swap",
  subject: null,
  seq,
  status: "running",
  progress: 0.5,
  stages: run.stages,
  items: { total: 2, done: 1, failed: 0 },
  refused: 0,
  seconds_left: 60,
  takeovers: 1,
  price: 24,
  captured: 12,
  released: 0,
  can: { cancel: true, pause: true, resume: false, retry: false, save_now: false, sample_now: false, finish: false },
  error: null,
  started_at: run.started_at,
  finished_at: null,
  ...news,
})
const changed = (seq: number, index: number, news: Partial<ItemChanged> = {}): ItemChanged => ({
  type: "item.changed",
  run: "r1",
  seq,
  index,
  stage: "swap",
  state: "working",
  fraction: 0.5,
  error: null,
  ...news,
})

describe("events on a run", () => {
  it("takes what is newer and keeps what events do not carry", () => {
    const after = applyToRun(run, progressed(5))
    expect(after).toMatchObject({ seq: 5, progress: 0.5, captured: 12, title: "Swap 1", created_at: run.created_at })
  })

  it("drops an event at or below the seen seq, and one of another run", () => {
    expect(applyToRun(run, progressed(4))).toBe(run)
    expect(applyToRun(run, progressed(1))).toBe(run)
    expect(applyToRun(run, { ...progressed(9), run: "r2" })).toBe(run)
  })

  it("moves only the frame the event is about", () => {
    const after = applyToSheet(sheet, changed(5, 1))
    expect(after.frames[0]).toBe(sheet.frames[0])
    expect(after.frames[1]).toMatchObject({ state: "working", fraction: 0.5 })
    expect(after.run.seq).toBe(5)
  })
})

describe("snapshot and events", () => {
  const events: RunEvent[] = [
    changed(5, 0),
    progressed(6, { progress: 0.3 }),
    changed(7, 0, { state: "done", stage: null, fraction: 1 }),
    progressed(8, { captured: 12 }),
    changed(9, 1, { state: "failed", fraction: 0, error: { code: "no_face_found", detail: "No face found on t001." } }),
    progressed(10, { status: "succeeded", progress: 1, items: { total: 2, done: 1, failed: 1 }, released: 12, finished_at: "2026-11-22T10:01:00Z" }),
  ]
  const replayed = (from: SwapSheet, list: RunEvent[]) => list.reduce(applyToSheet, from)
  const whole = replayed(sheet, events)

  it("an earlier snapshot with all events equals a later snapshot with the same events", () => {
    for (let seen = 0; seen <= events.length; seen++) {
      const later = replayed(sheet, events.slice(0, seen))
      expect(replayed(later, events)).toEqual(whole)
    }
  })

  it("events told twice change nothing", () => {
    expect(replayed(sheet, [...events, ...events])).toEqual(whole)
  })

  it("never goes back when an older answer arrives after newer events", () => {
    const result = { id: "x", swapped: null } as unknown as SwapResult
    const late: SwapSheet = { ...sheet, frames: [{ ...frame(0), state: "done", result }, frame(1)] }
    const merged = newerSheet(whole, late)
    expect(merged.run).toBe(whole.run)
    expect(merged.frames[0]).toMatchObject({ state: "done", result })
    expect(merged.frames[1]?.state).toBe("failed")
  })

  it("takes a newer answer as it is", () => {
    const newer: SwapSheet = { ...sheet, run: { ...run, seq: 11 } }
    expect(newerSheet(whole, newer)).toBe(newer)
    expect(newerSheet(undefined, sheet)).toBe(sheet)
    expect(newerRun(whole.run, run)).toBe(whole.run)
    expect(newerRun(run, newer.run)).toBe(newer.run)
  })

  it("knows when a picture that is done is still to be fetched", () => {
    expect(lacksResults(sheet)).toBe(false)
    expect(lacksResults(whole)).toBe(true)
  })
})
