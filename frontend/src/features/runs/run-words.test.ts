import { describe, expect, it } from "vitest"
import { type Run } from "../../api/shapes"
import { announcement, progressWords, resumedWords, retryable, secondsLeft, stillHeld, takesSeconds, tookSeconds } from "./run-words"

const run = {
  id: "r",
  title: "Swap 14",
  status: "running",
  progress: 0.5,
  seconds_left: 120,
  stages: [{ done: 12, failed: 0 }],
  items: { total: 24, done: 12, failed: 0 },
  started_at: "2026-11-22T10:00:00Z",
  price: 288,
  captured: 144,
  released: 12,
  error: null,
} as unknown as Run

describe("time left", () => {
  it("is what the server has measured", () => {
    expect(secondsLeft(run)).toBe(120)
    expect(progressWords(run)).toBe("12 of 24 pictures, about 2 minutes left")
  })

  it("is not guessed before three pictures, and not said under ten seconds", () => {
    const early = { ...run, stages: [{ done: 2, failed: 0 }], items: { total: 24, done: 2, failed: 0 } } as Run
    expect(secondsLeft(early)).toBeNull()
    expect(progressWords(early)).toBe("2 of 24 pictures, working out the time")
    expect(progressWords({ ...run, seconds_left: 4 })).toBe("12 of 24 pictures")
  })

  it("is what a run that waits will take once it begins", () => {
    expect(takesSeconds({ ...run, status: "queued" })).toBe(120)
    expect(takesSeconds(run)).toBeNull()
    expect(progressWords({ ...run, status: "queued" })).toContain("takes about 2 minutes")
    expect(progressWords({ ...run, status: "queued", seconds_left: 4 })).not.toContain("takes")
  })
})

describe("the end of a run in words", () => {
  it("never says nothing was charged when something was", () => {
    const none = { total: 24, done: 0, failed: 0 }
    expect(progressWords({ ...run, status: "cancelled", items: none })).not.toContain("Nothing was charged")
    expect(progressWords({ ...run, status: "cancelled", items: none, captured: 0 })).toContain("Nothing was charged")
  })

  it("counts what is still held", () => {
    expect(stillHeld(run)).toBe(132)
  })
})

describe("after a worker stopped", () => {
  const taken = { ...run, takeovers: 1, refused: 2, items: { total: 200, done: 183, failed: 2 } } as Run
  it("says what is done, what is left, and that nothing is charged twice", () => {
    expect(resumedWords({ ...taken, takeovers: 0 })).toBeNull()
    expect(resumedWords(taken)).toContain("183 of 200 done, 17 left, nothing charged twice")
    expect(resumedWords({ ...taken, status: "succeeded" })).not.toContain("left")
  })

  it("offers again only what another round can make", () => {
    expect(retryable(taken)).toBe(15)
    expect(tookSeconds({ ...taken, finished_at: "2026-11-22T10:01:30Z" })).toBe(90)
    expect(tookSeconds({ ...taken, finished_at: null })).toBeNull()
  })
})

describe("announcements", () => {
  it("are made at the marks, at a failure and at the end, and not in between", () => {
    expect(announcement({ ...run, progress: 0.24 }, { ...run, progress: 0.26 })).toBe("Swap 14: 25 percent")
    expect(announcement({ ...run, progress: 0.3 }, { ...run, progress: 0.4 })).toBeNull()
    expect(announcement(run, { ...run, items: { ...run.items, failed: 1 } })).toContain("1 picture not made")
    expect(announcement(run, { ...run, status: "succeeded", items: { total: 24, done: 24, failed: 0 } })).toContain("Done")
    expect(announcement(undefined, run)).toBeNull()
  })
})
