/** What is chosen for a swap, and what it would be as a request; pure. */
import { type EngineChoice, type Pair, type Photo, type SwapRequest } from "../../api/shapes"

export type Choice = { sources: string[]; targets: string[]; enhance: boolean; swapper: EngineChoice | null; upscaler: EngineChoice | null }

const FIRST_SOURCES = 3
const FIRST_TARGETS = 9

/** A good first choice: the best few sources, the first targets. Photos that pass come before those that warn. */
export function firstChoice(sources: Photo[], targets: Photo[]): Choice {
  const best = (photos: Photo[], most: number) =>
    [...photos.filter(({ status }) => status === "ready"), ...photos.filter(({ status }) => status === "warned" || status === "pending")]
      .slice(0, most)
      .map(({ id }) => id)
  return { sources: best(sources, FIRST_SOURCES), targets: best(targets, FIRST_TARGETS), enhance: true, swapper: null, upscaler: null }
}

export const toggled = (ids: string[], id: string): string[] => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])

/** The request, in the order of the photos; null while there is nothing to ask for. */
export function requestOf(subject: string, choice: Choice, sources: Photo[], targets: Photo[]): SwapRequest | null {
  const inOrder = (photos: Photo[], ids: string[]) => photos.map(({ id }) => id).filter((id) => ids.includes(id))
  const request = { subject, sources: inOrder(sources, choice.sources), targets: inOrder(targets, choice.targets), enhance: choice.enhance }
  if (request.sources.length === 0 || request.targets.length === 0) return null
  const engines: Record<string, EngineChoice> = {}
  if (choice.swapper) engines.face_swap = choice.swapper
  if (choice.upscaler && choice.enhance) engines.upscale = choice.upscaler
  return Object.keys(engines).length > 0 ? { ...request, engines } : request
}

/** Pairs by "source target", for reading the grid. */
export const byPair = (pairs: Pair[]): Map<string, Pair> => new Map(pairs.map((pair) => [`${pair.source} ${pair.target}`, pair]))
