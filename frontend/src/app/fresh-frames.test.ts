import { QueryClient } from "@tanstack/react-query"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { type SwapResult, type SwapSheet } from "../api/shapes"
import { fetchFrameSoon, withResults } from "./fresh-frames"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const sheet = { frames: [0, 1, 2].map((index) => ({ index, result: null })) } as unknown as SwapSheet
const result = (index: number) => ({ id: `r${index}`, index }) as unknown as SwapResult

it("puts results into their frames and leaves the others as they are", () => {
  const next = withResults(sheet, [result(1)])
  expect(next.frames.map((frame) => frame.result?.id ?? null)).toEqual([null, "r1", null])
  expect(next.frames[0]).toBe(sheet.frames[0])
})

it("asks once for a burst, for the frames of the burst alone, and not at all where no sheet is shown", async () => {
  const asked: string[] = []
  vi.stubGlobal("location", { origin: "http://studio" })
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path)
    return Promise.resolve(new Response(JSON.stringify({ results: [result(2)], next: null })))
  })
  const client = new QueryClient()
  fetchFrameSoon(client, "elsewhere", 0)
  client.setQueryData(["swap", "r"], sheet)
  for (const index of [2, 0, 2]) fetchFrameSoon(client, "r", index)
  await vi.advanceTimersByTimeAsync(300)
  expect(asked).toEqual(["/api/swaps/?run=r&index=2%2C0&limit=200"])
  expect(client.getQueryData<SwapSheet>(["swap", "r"])?.frames[2]?.result?.id).toBe("r2")
})
