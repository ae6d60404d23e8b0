/** Whether a media query holds now. */
import { useSyncExternalStore } from "react"

export function useMedia(condition: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(condition)
      list.addEventListener("change", changed)
      return () => list.removeEventListener("change", changed)
    },
    () => window.matchMedia(condition).matches,
  )
}

/** The page is one column: what would stand beside goes into a dialog. */
export const NARROW = "(max-width: 1100px)"

/** The page is a phone's: sections are at the bottom, tables become lists. */
export const PHONE = "(max-width: 767px)"
