/** One toast at a time, with undo: `toast("2 photos deleted", { undo, done })`. */
import { useSyncExternalStore } from "react"

export type ToastContent = { id: number; words: string; undo?: () => void; done?: () => void }

let shown: ToastContent | null = null
let count = 0
const watchers = new Set<() => void>()
const show = (next: ToastContent | null) => {
  shown = next
  watchers.forEach((watch) => watch())
}

/** Shows words; `done` runs once when the toast goes without undo, also when the page is left. */
export function toast(words: string, { undo, done }: { undo?: () => void; done?: () => void } = {}): void {
  settle()
  show({ id: ++count, words, undo, done })
}

/** The toast has been read: what it stood for is done for good. */
export function settle(): void {
  const was = shown
  if (!was) return
  show(null)
  was.done?.()
}

export function undo(): void {
  const was = shown
  if (!was?.undo) return
  show(null)
  was.undo()
}

export const current = (): ToastContent | null => shown

const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => watchers.delete(changed)
}
export const useToast = (): ToastContent | null => useSyncExternalStore(watch, current)
