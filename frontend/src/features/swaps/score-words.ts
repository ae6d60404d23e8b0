/** Scores of a result in words; the thresholds stand beside the figure they judge. */
import { words } from "#words/swaps"

/** Two photos of one person are nearer than this to the identity network; source: imaging's own threshold. */
export const SAME_PERSON = 0.5

type Judged = { words: string; tone: "pass" | "warn" | "refuse" }

/** BRISQUE runs from 0 (as a good photo) to 100 (spoiled). */
export function brisqueWords(value: number): Judged {
  if (value < 35) return { words: words.good, tone: "pass" }
  return value < 55 ? { words: words.fair, tone: "warn" } : { words: words.poor, tone: "refuse" }
}

const FARTHEST = 1.25

/** Where a distance stands on the likeness meter, in percent: far is left, near is right. */
export const meterAt = (distance: number): number => Math.max(0, Math.min(100, (1 - distance / FARTHEST) * 100))
