// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { listen, pauseBefore } from "./socket"

/** A WebSocket of the browser's shape whose events the test fires. */
class WireSocket {
  static readonly all: WireSocket[] = []
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  isClosed = false
  constructor(readonly url: string) {
    WireSocket.all.push(this)
  }
  close() {
    this.isClosed = true
    this.onclose?.()
  }
}

beforeEach(() => {
  WireSocket.all.length = 0
  vi.useFakeTimers()
  vi.stubGlobal("WebSocket", WireSocket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe("the socket", () => {
  it("comes back after a loss and says that it did, so that pages ask again", () => {
    const opened: boolean[] = []
    const stop = listen({ onEvent: () => undefined, onOpen: (again) => opened.push(again) })
    WireSocket.all[0]?.onopen?.()
    WireSocket.all[0]?.onclose?.()
    expect(WireSocket.all).toHaveLength(1)
    vi.advanceTimersByTime(400)
    expect(WireSocket.all).toHaveLength(2)
    WireSocket.all[1]?.onopen?.()
    expect(opened).toEqual([false, true])
    stop()
  })

  it("does not come back once it was closed for good", () => {
    const stop = listen({ onEvent: () => undefined, onOpen: () => undefined })
    stop()
    vi.advanceTimersByTime(60_000)
    expect(WireSocket.all).toHaveLength(1)
    expect(WireSocket.all[0]?.isClosed).toBe(true)
  })

  it("waits longer each time, up to a limit, never in step with others", () => {
    expect([0, 1, 2, 3].map((tries) => pauseBefore(tries, () => 0))).toEqual([400, 800, 1600, 3200])
    expect(pauseBefore(30, () => 0)).toBe(15_000)
    expect(pauseBefore(0, () => 1)).toBeLessThan(400)
  })
})
