/** What is chosen for a swap, and what it would be as a request; pure. */
import { type Engine, type EngineChoice, type Pair, type Photo, type Subject, type SwapRequest, type SwapSheet, type TargetSet } from "../../api/shapes"

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

type Start = {
  sources: Photo[]
  targets: Photo[]
  settings: Subject["settings"]
  sets: TargetSet[]
  /** The set named in the address. */
  set: string | null
  /** The run that is asked for again. */
  like: SwapSheet | undefined
}

type Defaults = { engines?: Record<string, EngineChoice | undefined>; enhance?: boolean; target_set?: string }

/** What a new swap begins with: an earlier run, or the model's own settings, with the set that was asked for. */
export function startingChoice({ sources, targets, settings, sets, set, like }: Start): Choice {
  const first = firstChoice(sources, targets)
  if (like) {
    const there = (photos: Photo[], ids: string[]) => photos.map(({ id }) => id).filter((id) => ids.includes(id))
    const engines = like.engines as Record<string, EngineChoice | undefined>
    return {
      sources: there(sources, like.frames.map((frame) => frame.source)),
      targets: there(targets, like.frames.map((frame) => frame.target)),
      enhance: like.enhance,
      swapper: engines.face_swap ?? null,
      upscaler: engines.upscale ?? null,
    }
  }
  const { engines = {}, enhance = first.enhance, target_set } = settings as Defaults
  const chosen = sets.find(({ id }) => id === (set ?? target_set))
  return { ...first, targets: chosen ? ofSet(chosen, targets) : first.targets, enhance, swapper: engines.face_swap ?? null, upscaler: engines.upscale ?? null }
}

/** The choice with what is offered: an engine that was switched off is none, and without one there is no enhancing. Undefined lists are not known yet. */
export function offeredOnly(choice: Choice, swappers: Engine[] | undefined, upscalers: Engine[] | undefined): Choice {
  const kept = (list: Engine[] | undefined, wanted: EngineChoice | null) => (list && wanted && !list.some(({ key }) => key === wanted.engine) ? null : wanted)
  return { ...choice, swapper: kept(swappers, choice.swapper), upscaler: kept(upscalers, choice.upscaler), enhance: choice.enhance && upscalers?.length !== 0 }
}

/** The photos of a set that a swap may use, in the order of the targets. */
export const ofSet = (set: TargetSet, targets: Photo[]): string[] => targets.map(({ id }) => id).filter((id) => set.photos.includes(id))

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

export type Fit = { fits: number; soft: number; impossible: number; unknown: number }

/** How each target fits the chosen sources, counted, for places too small for a grid. */
export function fitOf(pairs: Pair[]): Map<string, Fit> {
  const found = new Map<string, Fit>()
  for (const { target, verdict } of pairs) {
    const fit = found.get(target) ?? { fits: 0, soft: 0, impossible: 0, unknown: 0 }
    found.set(target, { ...fit, [verdict]: fit[verdict] + 1 })
  }
  return found
}
