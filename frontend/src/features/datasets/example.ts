/** A template filled with sample words, so that one sees what a rule makes before it is used; pure. */
import { words } from "#words/datasets"
import { partsOf } from "./caption-words"

export const KNOWN = ["trigger", "description", "features", "clothing", "pose", "location", "rating"] as const

const HOLE = /\{(\w*)\}/g

/** The first placeholder that no caption has, or null. */
export const unknownIn = (template: string): string | null => [...template.matchAll(HOLE)].map((hole) => hole[1] ?? "").find((name) => !KNOWN.some((known) => known === name)) ?? null

/** What a caption would be; looks are told only when they are wanted, and nothing leaves an empty comma behind. */
export function exampleOf(template: string, trigger: string, tellsLooks: boolean): string {
  const sample: Record<string, string> = { ...words.example, trigger, features: tellsLooks ? (words.example.features ?? "") : "" }
  if (tellsLooks) sample.description = [sample.features, sample.description].join(", ")
  return partsOf(template.replace(HOLE, (hole, name: string) => sample[name] ?? hole)).join(", ")
}
