/** What stands side by side: save points of one or two versions, one prompt in front. Pure. */
import { type LoraVersion } from "../../api/shapes"
import { type Column, samplesOf } from "./story"

export type Cell = { key: string; number: number; step: number; recommended: boolean; winner: boolean; likeness: number | null; samples: Column["samples"] }

/** At most so many beside each other: more are too small to judge. */
export const MOST_PANES = 4

export const keyOf = (number: number, step: number): string => `${number}:${step}`

/** The save points of a version that have samples, first to last. */
export function cellsOf(version: Pick<LoraVersion, "number" | "saves" | "samples">): Cell[] {
  const all = samplesOf(version)
  return version.saves
    .toSorted((a, b) => a.step - b.step)
    .flatMap(({ step, recommended, winner, likeness }) => {
      const samples = all.get(step)
      const isDrawn = samples !== undefined && [...samples.values()].some(({ picture }) => picture !== null)
      return isDrawn ? [{ key: keyOf(version.number, step), number: version.number, step, recommended, winner, likeness, samples }] : []
    })
}

/** What stands in front to begin with: the one asked for, the picked or recommended, the last, the first; two of them. */
export function startingPanes(cells: readonly Cell[], asked: string | null, others: readonly Cell[] = []): string[] {
  const best = (list: readonly Cell[]) => list.find(({ winner }) => winner) ?? list.find(({ recommended }) => recommended) ?? list.at(-1)
  const wanted = [cells.find(({ key }) => key === asked), best(cells), best(others), cells.at(-1), cells[0]]
  return [...new Set(wanted.flatMap((cell) => (cell ? [cell.key] : [])))].slice(0, 2)
}

/** A click on a save point puts it in front, or takes it away; the last one stays, and one too many takes the place of the oldest. */
export function toggledPane(panes: readonly string[], key: string, most: number = MOST_PANES): string[] {
  if (panes.includes(key)) return panes.length > 1 ? panes.filter((one) => one !== key) : [...panes]
  return [...panes, key].slice(-most)
}

/** The panes in the order of the columns, those that went left out. */
export const shownPanes = (cells: readonly Cell[], panes: readonly string[]): Cell[] => cells.filter(({ key }) => panes.includes(key))
