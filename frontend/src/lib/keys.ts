/** The keyboard of the page: keys are registered with a name, so that the map under `?` lists exactly what works here. */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react"
import { isTyping } from "./is-typing"

/**
 * `keys`: "z", "Ctrl z" (Cmd on a Mac too) or "g m" (one after the other); "" for an action that the palette offers
 * without a key. `where` groups the map, `price` is what the action costs, `always` works while somebody types too.
 */
export type Shortcut = { keys: string; name: string; where: string; act: (event: KeyboardEvent) => void; price?: number; always?: boolean }
type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

const SEQUENCE_MS = 1500
const OFF = "single-keys-off"
const held: { shortcuts: readonly Shortcut[]; watchers: Set<() => void> } = { shortcuts: [], watchers: new Set() }
const publish = (shortcuts: readonly Shortcut[]) => {
  held.shortcuts = shortcuts
  held.watchers.forEach((watch) => watch())
}
const watch = (changed: () => void) => {
  held.watchers.add(changed)
  return () => held.watchers.delete(changed)
}

export const areSingleKeysOn = (): boolean => localStorage.getItem(OFF) === null

/** Switches single letters (and sequences of them) on or off in this browser; keys with Ctrl stay. */
export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, "yes")
  publish([...held.shortcuts])
}

/** What works now, the newest registration first. */
export const useShortcuts = (): readonly Shortcut[] => useSyncExternalStore(watch, () => held.shortcuts)

/** The name of a press as `keys` writes it, or null where the browser or the system means something else. */
export function nameOf({ key, ctrlKey, metaKey, altKey }: Pressed): string | null {
  if (altKey) return null
  return ctrlKey || metaKey ? `Ctrl ${key.toLowerCase()}` : key.length === 1 ? key.toLowerCase() : key
}

/** The shortcut for `name`, pressed after `before`; the newest registration wins. */
export const found = (shortcuts: readonly Shortcut[], before: string | null, name: string): Shortcut | undefined =>
  (before ? shortcuts.find(({ keys }) => keys === `${before} ${name}`) : undefined) ?? shortcuts.find(({ keys }) => keys === name)

let last: { name: string; at: number } | null = null

function onKey(event: KeyboardEvent): void {
  const name = nameOf(event)
  if (!name || event.defaultPrevented || document.querySelector("dialog[open]") || (!name.startsWith("Ctrl ") && !areSingleKeysOn())) return
  const before = last && event.timeStamp - last.at < SEQUENCE_MS ? last.name : null
  const isWriting = isTyping(event.target)
  const shortcut = found(isWriting ? held.shortcuts.filter(({ always }) => always) : held.shortcuts, before, name)
  last = shortcut || isWriting ? null : { name, at: event.timeStamp }
  if (!shortcut) return
  event.preventDefault()
  shortcut.act(event)
}

/** Does what a key does, for the button that shows it. */
export const press = (keys: string): void => held.shortcuts.find((shortcut) => shortcut.keys === keys)?.act(new KeyboardEvent("keydown"))

/** How a key is written on a cap: "Z", "Ctrl K", "Ctrl Enter", "G M", "Escape". */
export const cap = (keys: string): string => keys.replace(/(^|\s)[a-z]/g, (letter) => letter.toUpperCase())

/** Registers shortcuts while the component is shown; never while somebody types or a dialog is open. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const run = useEffectEvent((at: number, event: KeyboardEvent) => shortcuts[at]?.act(event))
  const shape = JSON.stringify(shortcuts)
  useEffect(() => {
    const mine = (JSON.parse(shape) as Omit<Shortcut, "act">[]).map((shortcut, at) => ({ ...shortcut, act: (event: KeyboardEvent) => run(at, event) }))
    if (held.shortcuts.length === 0) window.addEventListener("keydown", onKey)
    publish([...mine, ...held.shortcuts])
    return () => {
      publish(held.shortcuts.filter((shortcut) => !mine.includes(shortcut)))
      if (held.shortcuts.length === 0) window.removeEventListener("keydown", onKey)
    }
  }, [shape])
}
