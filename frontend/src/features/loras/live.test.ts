/** What is heard of a training: points keyed by step, whatever comes twice or late. */
import { describe, expect, it } from "vitest"
import { type TrainingProgressed } from "../../realtime/events"
import { applyToLive, joined, type LossPoint, QUIET, withHeard } from "./live"

const point = (step: number, loss = 1): LossPoint => [step, loss, 1e-4]
const event = (step: number, points: LossPoint[]): TrainingProgressed => ({ type: "training.progressed", run: "r", subject: "s", index: 0, step, steps: 100, loss: 1, rate: 1e-4, steps_per_second: 2, seconds_left: 40, points })

describe("points of a training", () => {
  it("are put one after the other", () => expect(joined([point(1)], [point(2), point(3)]).map(([step]) => step)).toEqual([1, 2, 3]))
  it("hold the later word on a step, in order, when it went on from an earlier save", () => expect(joined([point(1), point(2, 5), point(3, 5)], [point(2), point(4)])).toEqual([point(1), point(2), point(3, 5), point(4)]))
  it("are nothing without any", () => expect(joined([], [])).toEqual([]))
})

describe("what is heard", () => {
  it("moves the training on", () => {
    const live = applyToLive(QUIET, event(7, [point(6), point(7)]))
    expect(live.now).toEqual({ step: 7, steps: 100, loss: 1, rate: 1e-4, steps_per_second: 2, seconds_left: 40 })
    expect(live.points).toHaveLength(2)
  })
  it("changes nothing when it comes twice", () => {
    const once = applyToLive(QUIET, event(7, [point(6), point(7)]))
    expect(applyToLive(once, event(7, [point(6), point(7)]))).toEqual(once)
  })
  it("is kept when the server is asked meanwhile", () => {
    const heard = applyToLive(QUIET, event(9, [point(9)]))
    expect(withHeard(heard, { points: [point(7), point(8)], now: null })).toEqual({ points: [point(7), point(8), point(9)], now: heard.now })
  })
})
