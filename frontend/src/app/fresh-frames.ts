/** Fetches the results of the frames that events told of, and only those: a sheet of 2,000 frames is never asked for again as a whole. */
import { type QueryClient } from "@tanstack/react-query"
import { resultsAt } from "../api/swaps"
import { type SwapResult, type SwapSheet } from "../api/shapes"

const SETTLE_MS = 250
/** What one request may ask for. */
const MOST = 200
const waiting = new Map<string, Set<number>>()

/** The sheet with these results in their frames. */
export function withResults(sheet: SwapSheet, results: SwapResult[]): SwapSheet {
  const at = new Map(results.map((result) => [result.index, result]))
  return { ...sheet, frames: sheet.frames.map((frame) => (at.has(frame.index) ? { ...frame, result: at.get(frame.index) ?? null } : frame)) }
}

/** Fetches the frame's result soon, together with those of the same burst; where that fails the whole sheet is asked for. */
export function fetchFrameSoon(client: QueryClient, run: string, index: number): void {
  if (!client.getQueryData<SwapSheet>(["swap", run])) return
  const known = waiting.get(run)
  if (known) return void known.add(index)
  waiting.set(run, new Set([index]))
  setTimeout(() => {
    const indexes = [...(waiting.get(run) ?? [])]
    waiting.delete(run)
    void fetchFrames(client, run, indexes)
  }, SETTLE_MS)
}

async function fetchFrames(client: QueryClient, run: string, indexes: number[]): Promise<void> {
  try {
    for (let at = 0; at < indexes.length; at += MOST) {
      const results = await resultsAt(run, indexes.slice(at, at + MOST))
      client.setQueryData<SwapSheet>(["swap", run], (sheet) => sheet && withResults(sheet, results))
    }
  } catch {
    void client.invalidateQueries({ queryKey: ["swap", run] })
  }
}
