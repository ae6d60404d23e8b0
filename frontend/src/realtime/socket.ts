/** One socket to the studio: opens, listens, and comes back after every loss with growing pauses. */
import { useSyncExternalStore } from "react"
import { type StudioEvent } from "./events"

export type SocketState = "connecting" | "open" | "lost"
type Listeners = { onEvent: (event: StudioEvent) => void; onOpen: (again: boolean) => void }

const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 15_000

/** Pause before try number `tries` (0 = first), doubled each time, with up to a third of jitter so that browsers do not return in step. */
export function pauseBefore(tries: number, random: () => number = Math.random): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries)
  return pause * (1 - random() / 3)
}

let state: SocketState = "connecting"
const watchers = new Set<() => void>()
function become(next: SocketState) {
  state = next
  watchers.forEach((watch) => watch())
}

/** Opens the socket and returns the function that closes it for good. */
export function listen({ onEvent, onOpen }: Listeners): () => void {
  let socket: WebSocket | null = null
  let timer = 0
  let tries = 0
  let opened = false
  let ended = false

  const connect = () => {
    become("connecting")
    socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws/`)
    socket.onopen = () => {
      tries = 0
      become("open")
      onOpen(opened)
      opened = true
    }
    socket.onmessage = ({ data }) => onEvent(JSON.parse(String(data)) as StudioEvent)
    socket.onclose = () => {
      if (ended) return
      become("lost")
      timer = window.setTimeout(connect, pauseBefore(tries++))
    }
  }
  const now = () => {
    if (state !== "lost") return
    window.clearTimeout(timer)
    tries = 0
    connect()
  }
  connect()
  window.addEventListener("online", now)
  return () => {
    ended = true
    window.clearTimeout(timer)
    window.removeEventListener("online", now)
    socket?.close()
  }
}

const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** Whether live news arrives; while it does not, pages ask for the state again by themselves. */
export const useSocketState = (): SocketState => useSyncExternalStore(watch, () => state)
