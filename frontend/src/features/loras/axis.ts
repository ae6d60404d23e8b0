/** The one axis of a training: every row of its page shares the same steps, one column of equal width a mark. */

/** What stands at a step: a save that exists, samples drawn on wish, or a save that is still to come. */
export type MarkKind = "saved" | "sampled" | "planned"
export type Mark = { step: number; kind: MarkKind }

/** Columns up to which saves that are still to come each get one; a longer way is drawn as one. */
const MOST_PLANNED = 60

/** The steps at which a training saves: every `every`, and the last. */
export function plannedSteps(steps: number, every: number): number[] {
  const many = Math.ceil(steps / Math.max(1, every)) - 1
  const regular = many > MOST_PLANNED ? [] : Array.from({ length: Math.max(0, many) }, (_, at) => (at + 1) * every)
  return [...regular, steps]
}

/** All marks in their order; what exists replaces what was planned at its step. A deleted save leaves no mark behind the training. */
export function marksOf({ saved, sampled, planned, done }: { saved: readonly number[]; sampled: readonly number[]; planned: readonly number[]; done: number }): Mark[] {
  const marks = new Map<number, MarkKind>()
  for (const step of planned) if (step > done) marks.set(step, "planned")
  for (const step of sampled) marks.set(step, "sampled")
  for (const step of saved) marks.set(step, "saved")
  return [...marks].map(([step, kind]) => ({ step, kind })).sort((a, b) => a.step - b.step)
}

const bounds = (marks: readonly Mark[], at: number): [number, number] => [marks[at - 1]?.step ?? 0, marks[at]?.step ?? 0]

/** Where a step lies, 0 to 1; a column spans the steps since the mark before it. */
export function placeOf(marks: readonly Mark[], step: number): number {
  if (marks.length === 0) return 0
  const found = marks.findIndex((mark) => step <= mark.step)
  if (found < 0) return 1
  const [low, high] = bounds(marks, found)
  return (found + Math.max(0, step - low) / (high - low || 1)) / marks.length
}

/** The step at a place, whole. */
export function stepAt(marks: readonly Mark[], place: number): number {
  if (marks.length === 0) return 0
  const across = Math.max(0, Math.min(1, place)) * marks.length
  const at = Math.min(marks.length - 1, Math.floor(across))
  const [low, high] = bounds(marks, at)
  return Math.round(low + (across - at) * (high - low))
}

/** How far the column that fills now is, 0 to 1. */
export function fillOf(marks: readonly Mark[], at: number, done: number): number {
  const [low, high] = bounds(marks, at)
  return Math.max(0, Math.min(1, (done - low) / (high - low || 1)))
}

/** The mark that an arrow key leads to from a step. */
export function neighbour(marks: readonly Mark[], step: number, by: 1 | -1): number {
  const steps = marks.map((mark) => mark.step)
  return (by > 0 ? steps.find((one) => one > step) : steps.findLast((one) => one < step)) ?? step
}
