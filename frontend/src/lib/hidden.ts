/** What is being deleted, by id: it leaves the page at once, and comes back when that is undone. */
import { useSyncExternalStore } from "react"

let hidden: ReadonlySet<string> = new Set()
const watchers = new Set<() => void>()
const change = (next: ReadonlySet<string>) => {
  hidden = next
  watchers.forEach((watch) => watch())
}
const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

export const hide = (ids: readonly string[]): void => change(new Set([...hidden, ...ids]))
export const unhide = (ids: readonly string[]): void => change(new Set([...hidden].filter((id) => !ids.includes(id))))
export const useHidden = (): ReadonlySet<string> => useSyncExternalStore(watch, () => hidden)
