import { describe, expect, it } from "vitest"
import { type Run, type RunItem } from "../../api/shapes"
import { lastLine, logLine, startLine } from "./log-words"

const run = { id: "r", status: "running", price: 36, created_at: "2026-11-22T10:00:00Z", finished_at: null, stages: [{ name: "screen" }, { name: "swap" }, { name: "score" }] } as unknown as Run
const item = (more: Partial<RunItem>): RunItem => ({ id: "i", index: 2, stage: "swap", status: "done", price: 10, seconds: 1, crashes: 0, error: null, finished_at: "2026-11-22T10:00:05Z", ...more })

describe("the log of a run", () => {
  it("says what was made and what it cost", () => {
    expect(logLine(run, item({}))).toEqual({ at: "2026-11-22T10:00:05Z", text: "swapped, 10 credits charged" })
    expect(logLine(run, item({ stage: "score", price: 0 })).text).toBe("finished")
  })

  it("says why a picture was not made, and that it cost nothing", () => {
    expect(logLine(run, item({ status: "failed", error: { code: "no_face_found", detail: "" } })).text).toBe("not made: no face found, nothing charged")
  })

  it("begins with what was held and ends with how it ended", () => {
    expect(startLine(run).text).toBe("Started, 36 credits held")
    expect(lastLine(run)).toBeNull()
    expect(lastLine({ ...run, status: "succeeded", finished_at: "2026-11-22T10:01:00Z" })?.text).toBe("All done")
  })
})
