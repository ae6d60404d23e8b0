/** What a new training is asked for: what is chosen, what an expert changed, what still stands in the way. Pure. */
import { words } from "#words/loras"
import { type TrainingWish } from "../../api/loras"
import { type Base, type Finding, type LoraPresets, type TrainingEstimate } from "../../api/shapes"
import { complaint, fieldsOf, type FormSchema, type Values } from "../../ui/option-fields"

/** `changed` holds only what differs from the goal's own options, so that another goal keeps what was asked for by hand. */
export type Choice = { dataset: string | null; base: string | null; preset: string; changed: Values }

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The values of the form: the goal's options with what was changed. */
export const valuesOf = (presets: LoraPresets, { preset, changed }: Choice): Values => ({ ...optionsOf(presets, preset), ...changed })

export const optionsOf = (presets: LoraPresets, preset: string): Values => presets.presets.find(({ key }) => key === preset)?.options ?? {}

/** What differs between the form and the goal's own options. */
export const changedOnly = (own: Values, values: Values): Values => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && !same(value, own[name])))

/** The schema with only these options, in this order. */
export function partOf(schema: FormSchema, names: readonly string[]): FormSchema {
  const all = schema.properties ?? {}
  return { ...schema, properties: Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : []))) }
}

/** Whether a form value cannot be used, whatever else is chosen. */
export const isWrong = (schema: FormSchema, values: Values): boolean => fieldsOf(schema).some((field) => complaint(field, values[field.name] ?? field.initial) !== null)

/** Lines of text that were left empty are no prompts. */
const withoutBlanks = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.filter((line) => String(line).trim() !== "") : value]))

/** The request, or null while something is not chosen. */
export function wishOf(subject: string, { dataset, base, preset, changed }: Choice): TrainingWish | null {
  return dataset === null || base === null ? null : { subject, dataset, base, preset, options: withoutBlanks(changed) }
}

/** The base to begin with: the first that is ready. */
export const firstReady = (bases: readonly Base[]): string | null => bases.find(({ ready }) => ready)?.key ?? null

const RANK = { refuse: 0, warn: 1, ok: 2 }
/** What stops a training first, then what is worth knowing, then what is fine. */
export const worstFirst = (findings: readonly Finding[]): Finding[] => findings.toSorted((a, b) => RANK[a.level] - RANK[b.level])

/** Why the training cannot be started, in words; null when it can. */
export function hindrance(choice: Choice, estimate: TrainingEstimate | undefined): string | null {
  const say = words.fresh.why
  if (choice.dataset === null) return say.dataset
  if (choice.base === null) return say.base
  if (!estimate) return say.wait
  if (estimate.balance_after < 0) return say.credits(estimate.price, estimate.balance)
  return estimate.startable ? null : say.refused
}
