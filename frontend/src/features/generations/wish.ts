/** What the form holds, and the same as the API asks for it; pure. */
import { type Base, type GenerationAsk, type LoraCard } from "../../api/shapes"

export const SHAPES = { "4:5": 4 / 5, "1:1": 1, "3:2": 3 / 2, "9:16": 9 / 16 } as const
export type Shape = keyof typeof SHAPES

export type Draft = {
  prompt: string
  negative: string
  style: string
  version: string
  /** "" is the best save. */
  step: string
  base: string
  strength: number
  shape: Shape
  seed: string
  keepsSeed: boolean
  count: string
  options: Record<string, unknown>
}

export const SEEDS = 2 ** 32
export const MOST = 64
const MULTIPLE = 8
const SMALLEST = 32
const USUAL_RESOLUTION = 512

export const throwSeed = (): string => String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0)

export const startDraft = (prompt: string): Draft => ({
  prompt, negative: "", style: "", version: "", step: "", base: "", strength: 1, shape: "1:1", seed: throwSeed(), keepsSeed: false, count: "4", options: {},
}) // prettier-ignore

const rounded = (side: number) => Math.max(SMALLEST, Math.round(side / MULTIPLE) * MULTIPLE)

/** Width and height of about as many pixels as the base was made for. */
export function sizeOf(shape: Shape, resolution: number): { width: number; height: number } {
  const ratio = SHAPES[shape]
  const side = resolution || USUAL_RESOLUTION
  return { width: rounded(side * Math.sqrt(ratio)), height: rounded(side / Math.sqrt(ratio)) }
}

export const countOf = ({ count }: Draft): number => Math.min(MOST, Math.max(1, Math.round(Number(count)) || 1))

/** The base that draws: that of the version, or the one chosen, or the first that is ready. */
export function baseOf(draft: Draft, versions: readonly LoraCard[], bases: readonly Base[]): Base | undefined {
  const key = versions.find(({ id }) => id === draft.version)?.base.key ?? draft.base
  return bases.find((base) => base.key === key && base.ready) ?? (key ? undefined : bases.find(({ ready }) => ready))
}

/** The wish, or null while there is nothing to ask for. */
export function askOf(draft: Draft, subject: string, base: Base | undefined): GenerationAsk | null {
  if (!draft.prompt.trim() || !base) return null
  const seed = Number(draft.seed.replace(/\s/g, ""))
  const lora = { version: draft.version, strength: draft.strength, ...(draft.step ? { step: Number(draft.step) } : {}) }
  return {
    subject,
    prompt: draft.prompt.trim(),
    negative: draft.negative.trim(),
    style: draft.style,
    base: base.key,
    loras: draft.version ? [lora] : [],
    ...sizeOf(draft.shape, base.resolution),
    seed: Number.isInteger(seed) && seed >= 0 && seed < SEEDS ? seed : null,
    count: countOf(draft),
    ...draft.options,
  }
}

export type Piece = { text: string; kind: "plain" | "trigger" | "wild" }

/** The prompt in pieces: the trigger and wildcards are marked while they are typed. */
export function pieces(prompt: string, trigger: string): Piece[] {
  const words = trigger ? `|${trigger.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}` : ""
  return prompt
    .split(new RegExp(`(\\{[^{}]*\\}${words})`, "g"))
    .filter(Boolean)
    .map((text) => ({ text, kind: text === "{trigger}" || (trigger !== "" && text === trigger) ? "trigger" : /^\{.*\}$/s.test(text) ? "wild" : "plain" }))
}

export const wordsIn = (prompt: string): number => prompt.split(/\s+/).filter(Boolean).length
