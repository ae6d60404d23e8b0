/** How pictures look while they are made: the last glimpse of each, until it is made or the page is left for good. */
import { useCallback, useSyncExternalStore } from "react"

/** More are never made at once; an older one belongs to a run whose end was missed. */
const MOST = 64
const seen = new Map<string, string>()
const watching = new Map<string, Set<() => void>>()

const nameOf = (run: string, index: number) => `${run}/${index}`
const tell = (name: string) => watching.get(name)?.forEach((hear) => hear())

/** Takes a glimpse, in place of the one before. */
export function keepGlimpse(run: string, index: number, picture: string): void {
  const name = nameOf(run, index)
  seen.delete(name)
  seen.set(name, picture)
  if (seen.size > MOST) seen.delete(seen.keys().next().value ?? name)
  tell(name)
}

/** The picture is made, or will not be. */
export function dropGlimpse(run: string, index: number): void {
  if (seen.delete(nameOf(run, index))) tell(nameOf(run, index))
}

/** The last glimpse as an address for an image, or undefined. */
export const glimpseOf = (run: string, index: number): string | undefined => seen.get(nameOf(run, index))

/** The same, followed. */
export function useGlimpse(run: string, index: number): string | undefined {
  const name = nameOf(run, index)
  const follow = useCallback(
    (hear: () => void) => {
      const ears = watching.get(name) ?? new Set()
      watching.set(name, ears.add(hear))
      return () => {
        ears.delete(hear)
        if (ears.size === 0) watching.delete(name)
      }
    },
    [name],
  )
  return useSyncExternalStore(follow, () => seen.get(name))
}
