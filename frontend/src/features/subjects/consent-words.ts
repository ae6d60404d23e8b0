/** Consent in plain words, in the first person of the one who gives it. */
import { type ConsentUse } from "../../api/shapes"

export const USES: readonly (readonly [ConsentUse, string, string])[] = [
  ["swap", "Swap", "You may put my face on the photos you choose."],
  ["train", "Train", "You may train a private model of my likeness from these photos."],
  ["generate", "Generate", "You may make new pictures of me with that model."],
]

const ALWAYS = "Nothing sexual, ever. I can take this back at any time."

/** The statement for the chosen uses, one sentence each, and what always holds. */
export function statementFor(uses: ConsentUse[]): string {
  const said = USES.filter(([use]) => uses.includes(use)).map(([, , sentence]) => sentence)
  return [...said, ALWAYS].join(" ")
}

/** "Swap, train, generate" */
export function usesInWords(uses: ConsentUse[]): string {
  const words = USES.filter(([use]) => uses.includes(use)).map(([, word]) => word.toLowerCase())
  const all = words.join(", ")
  return all.charAt(0).toUpperCase() + all.slice(1)
}

export const ATTESTATION =
  "This face belongs to nobody. I made it, or have the right to use it, it does not show or imitate a real person, and it does not look like a minor."
