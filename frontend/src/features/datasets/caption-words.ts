/** The parts of captions between commas: how often each is used, and captions with the trigger word at the front. */
import { type DatasetItem } from "../../api/shapes"

export type Used = { words: string; count: number }

/** The parts between commas, as they stand. */
export const partsOf = (caption: string): string[] => caption.split(/,(?!\d)/).map((part) => part.trim()).filter(Boolean)

export const has = (caption: string, words: string): boolean => partsOf(caption).some((part) => part.toLowerCase() === words.toLowerCase())

/** How often each part is used in the captions of the kept ones, the commonest first; the trigger's own is no word of theirs. */
export function wordsUsed(items: readonly Pick<DatasetItem, "caption" | "kept">[], trigger: string): Used[] {
  const counts = new Map<string, number>()
  for (const { caption, kept } of items) {
    if (!kept) continue
    for (const part of new Set(partsOf(caption.toLowerCase()))) if (!trigger || !part.includes(trigger.toLowerCase())) counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return [...counts].map(([words, count]) => ({ words, count })).sort((a, b) => b.count - a.count || a.words.localeCompare(b.words))
}

/** What a template says up to its trigger word: "a photo of ". */
const leadOf = (template: string): string => template.split("{trigger}")[0] ?? ""

/** The caption with the trigger word at its front, led in as the template does. */
export function withTrigger(caption: string, trigger: string, template: string): string {
  const lead = leadOf(template)
  const rest = partsOf(caption).filter((part) => !part.toLowerCase().includes(trigger.toLowerCase()))
  return [`${lead}${trigger}`, ...rest].join(", ")
}

/** How many words somebody reads. */
export const countWords = (caption: string): number => caption.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu)?.length ?? 0
