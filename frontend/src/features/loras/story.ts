/** A training as its page tells it: the axis, the curves, the columns of samples. Pure, made from what the API and the events say. */
import { type LoraSample, type LoraSave, type LoraVersion } from "../../api/shapes"
import { type Mark, marksOf, plannedSteps } from "./axis"
import { type Point, pointAt, smoothed, type Trend, trendOf } from "./curve"
import { joined, type Live, type LossPoint } from "./live"

/** `samples` are by the number of their prompt; a row without one was not drawn here. */
export type Column = Mark & { save: LoraSave | null; samples: ReadonlyMap<number, LoraSample> }

export type Story = {
  steps: number
  /** Steps that are done. */
  done: number
  columns: Column[]
  loss: Point[]
  smooth: Point[]
  rate: Point[]
  likeness: Point[]
  overfit: Point[]
  /** The save shown first: picked by hand, else recommended, else the last. */
  best: LoraSave | null
}

export function storyOf(version: LoraVersion, live: Live): Story {
  const saves = version.saves.toSorted((a, b) => a.step - b.step)
  const heard = joined(version.losses as LossPoint[], live.points)
  const done = Math.max(live.now?.step ?? 0, heard.at(-1)?.[0] ?? 0, saves.at(-1)?.step ?? 0)
  const isOver = version.finished_at !== null || version.kind === "imported"
  const marks = marksOf({
    saved: saves.map(({ step }) => step),
    sampled: version.samples.map(({ step }) => step),
    planned: isOver ? [] : plannedSteps(version.steps, Number(version.recipe.save_every ?? version.steps)),
    done,
  })
  // A training that ended between two saves learned steps that nothing was kept of.
  const points = isOver ? heard.filter(([step]) => step <= (marks.at(-1)?.step ?? 0)) : heard
  const bySave = new Map(saves.map((save) => [save.step, save]))
  const samples = samplesOf(version)
  const loss = points.map(([step, value]) => ({ step, value }))
  return {
    steps: version.steps,
    done,
    columns: marks.map((mark) => ({ ...mark, save: bySave.get(mark.step) ?? null, samples: samples.get(mark.step) ?? NO_SAMPLES })),
    loss,
    smooth: smoothed(loss),
    rate: points.map(([step, , value]) => ({ step, value })),
    likeness: measured(saves, "likeness"),
    overfit: measured(saves, "overfit"),
    best: bestOf(saves),
  }
}

const NO_SAMPLES: Column["samples"] = new Map()

/** The samples of every step that has some. */
export const samplesOf = ({ samples }: Pick<LoraVersion, "samples">): Map<number, Column["samples"]> => new Map(samples.map(({ step, pictures }) => [step, new Map(pictures.map((sample) => [sample.index, sample]))]))

const measured = (saves: readonly LoraSave[], what: "likeness" | "overfit"): Point[] =>
  saves.flatMap((save) => {
    const value = save[what]
    return value === null ? [] : [{ step: save.step, value }]
  })

export const bestOf = (saves: readonly LoraSave[]): LoraSave | null => saves.find(({ winner }) => winner) ?? saves.find(({ recommended }) => recommended) ?? saves.at(-1) ?? null

/** All rows at one step. */
export type Reading = { step: number; loss: number | undefined; smooth: number | undefined; rate: number | undefined; likeness: number | undefined; overfit: number | undefined }

export const readingAt = (story: Story, step: number): Reading => ({
  step,
  loss: pointAt(story.loss, step)?.value,
  smooth: pointAt(story.smooth, step)?.value,
  rate: pointAt(story.rate, step)?.value,
  likeness: pointAt(story.likeness, step)?.value,
  overfit: pointAt(story.overfit, step)?.value,
})

/** From where to where a curve went, and how it ends; null before there are two points. */
export function courseOf(points: readonly Point[]): { first: Point; last: Point; trend: Trend } | null {
  const [first, last] = [points[0], points.at(-1)]
  return first && last && first !== last ? { first, last, trend: trendOf(points) } : null
}

/** Seconds a step takes: as heard last, else as measured up to the last save; null where neither is known. */
export const paceOf = ({ seconds_per_step }: Pick<LoraVersion, "seconds_per_step">, { now }: Live): number | null => (now && now.steps_per_second > 0 ? 1 / now.steps_per_second : seconds_per_step)

const WORD = /[^\s,]+[\s,]*/g

/** Prompts without the words that all of them begin with, so that a narrow row says what is its own. */
export function shortPrompts(prompts: readonly string[]): string[] {
  const parts = prompts.map((prompt) => prompt.match(WORD) ?? [])
  const [first = []] = parts
  const clean = (word: string | undefined) => word?.replace(/[\s,]+$/, "")
  const different = first.findIndex((word, at) => parts.some((other) => clean(other[at]) !== clean(word)))
  const shared = prompts.length < 2 ? 0 : different < 0 ? first.length : different
  return prompts.map((prompt, at) => {
    const own = (parts[at] ?? []).slice(shared).join("").trim() || prompt
    return own.charAt(0).toUpperCase() + own.slice(1)
  })
}
