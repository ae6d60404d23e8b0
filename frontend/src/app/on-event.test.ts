import { QueryClient } from "@tanstack/react-query"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { type Credits, type Me, type Overview, type Run } from "../api/shapes"
import { type RunProgressed } from "../realtime/events"
import { onEvent } from "./on-event"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const run = { id: "r1", status: "running", seq: 1, progress: 0.1, stages: [], items: { total: 2, done: 0, failed: 0 } } as unknown as Run
const progressed = { type: "run.progressed", run: "r1", kind: "swap", subject: "s1", seq: 2, status: "running", progress: 0.6, stages: [], items: { total: 2, done: 1, failed: 0 } } as unknown as RunProgressed

describe("events and what the pages show", () => {
  it("move a running run on the models page without asking the server", () => {
    const client = new QueryClient()
    client.setQueryData<Overview>(["overview"], { subjects: [], running: [run] })
    onEvent(client, progressed)
    expect(client.getQueryData<Overview>(["overview"])?.running[0]?.progress).toBe(0.6)
    vi.advanceTimersByTime(1000)
    expect(client.getQueryState(["overview"])?.isInvalidated).toBe(false)
  })

  it("ask again when a run ends, once for a burst", () => {
    const client = new QueryClient()
    client.setQueryData<Overview>(["overview"], { subjects: [], running: [run] })
    const invalidate = vi.spyOn(client, "invalidateQueries")
    onEvent(client, { ...progressed, seq: 3, status: "succeeded" })
    onEvent(client, { ...progressed, seq: 4, status: "succeeded" })
    vi.advanceTimersByTime(1000)
    expect(invalidate.mock.calls.filter(([filter]) => filter?.queryKey?.[0] === "overview")).toHaveLength(1)
  })

  it("put new credits wherever credits are shown", () => {
    const client = new QueryClient()
    client.setQueryData<Credits>(["credits"], { balance: 500, held: 0 })
    client.setQueryData<Me>(["me"], { credits: { balance: 500, held: 0 } } as Me)
    onEvent(client, { type: "credits.changed", balance: 464, held: 36 })
    expect(client.getQueryData<Credits>(["credits"])).toEqual({ balance: 464, held: 36 })
    expect(client.getQueryData<Me>(["me"])?.credits.balance).toBe(464)
  })

  it("ask for the photo that changed and for the desk, and for no other photo", () => {
    const client = new QueryClient()
    const row = (id: string) => ["photos", "s1", "source", "row", id]
    for (const id of ["p1", "p2"]) client.setQueryData(row(id), { id })
    client.setQueryData(["photos", "s1", "source", "desk"], {})
    onEvent(client, { type: "photo.changed", subject: "s1", role: "source", photo: "p1", status: "ready" })
    vi.advanceTimersByTime(1000)
    expect([row("p1"), row("p2"), ["photos", "s1", "source", "desk"]].map((key) => client.getQueryState(key)?.isInvalidated)).toEqual([true, false, true])
  })

  it("look again from time to time while hundreds of photos are checked, and once more at the end", () => {
    const client = new QueryClient()
    const invalidate = vi.spyOn(client, "invalidateQueries")
    const looks = () => invalidate.mock.calls.filter(([filter]) => filter?.queryKey?.[0] === "shots").length
    for (let photo = 0; photo < 100; photo += 1) {
      onEvent(client, { type: "photo.changed", subject: "s9", role: "source", photo: `p${photo}`, status: "ready" })
      vi.advanceTimersByTime(100)
    }
    const before = looks()
    expect(before).toBeLessThanOrEqual(3)
    vi.advanceTimersByTime(10_000)
    expect(looks()).toBe(before + 1)
  })

  it("show what another member decided, without asking for the pictures again", async () => {
    vi.useRealTimers()
    const client = new QueryClient()
    const key = ["desk", {}]
    client.setQueryData(key, { pages: [{ results: [{ id: "r1", decision: "none", favourite: false, tags: [] }, { id: "r2", decision: "none", favourite: false, tags: [] }] }], pageParams: [] })
    const desk = () => client.getQueryData<{ pages: [{ results: { decision: string }[] }] }>(key)?.pages[0].results.map(({ decision }) => decision)
    onEvent(client, { type: "results.decided", results: ["r2"], action: "reject", tag: "" })
    await vi.waitFor(() => expect(desk()).toEqual(["none", "reject"]))
    expect(client.getQueryState(key)?.isInvalidated).toBe(false)
  })

  it("leave an event of a newer server alone", () => {
    expect(() => onEvent(new QueryClient(), { type: "dataset.frozen" } as never)).not.toThrow()
  })
})
