/** A training as its page tells it: the axis, the curves, the columns of samples. Pure, made from what the API and the events say. */
import { type LoraSave, type LoraVersion, type Picture } from "../../api/shapes"
import { type Mark, marksOf, plannedSteps } from "./axis"
import { type Point, pointAt, smoothed, type Trend, trendOf } from "./curve"
import { joined, type Live } from "./live"

export type Column = Mark & { save: LoraSave | null; pictures: (Picture | null)[] }

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
  const points = joined(version.losses, live.points)
  const done = Math.max(live.now?.step ?? 0, points.at(-1)?.[0] ?? 0, saves.at(-1)?.step ?? 0)
  const isOver = version.finished_at !== null || version.kind === "imported"
  const marks = marksOf({
    saved: saves.map(({ step }) => step),
    sampled: version.samplings.map(({ step }) => step),
    planned: isOver ? [] : plannedSteps(version.steps, Number(version.recipe.save_every ?? version.steps)),
    done,
  })
  const bySave = new Map(saves.map((save) => [save.step, save]))
  const bySampling = new Map(version.samplings.map(({ step, pictures }) => [step, pictures]))
  const loss = points.map(([step, value]) => ({ step, value }))
  return {
    steps: version.steps,
    done,
    columns: marks.map((mark) => {
      const save = bySave.get(mark.step) ?? null
      return { ...mark, save, pictures: save?.pictures.length ? save.pictures : (bySampling.get(mark.step) ?? []) }
    }),
    loss,
    smooth: smoothed(loss),
    rate: points.map(([step, , value]) => ({ step, value })),
    likeness: measured(saves, "likeness"),
    overfit: measured(saves, "overfit"),
    best: bestOf(saves),
  }
}

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

/** Seconds until a step is reached, or null where the pace is not known yet. */
export function secondsTo(step: number, live: Live): number | null {
  const pace = live.now?.steps_per_second ?? 0
  return live.now && pace > 0 ? Math.max(0, step - live.now.step) / pace : null
}
