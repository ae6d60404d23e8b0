/** Consent in plain words, in the first person of the one who gives it. */
import { words } from "#words/subjects"
import { type ConsentUse } from "../../api/shapes"

const ORDER: readonly ConsentUse[] = ["swap", "train", "generate"]
export const USES = ORDER.map((use) => [use, words.consent.useNames[use], words.consent.useSentences[use]] as const)

/** The statement for the chosen uses, one sentence each, and what always holds. */
export function statementFor(uses: ConsentUse[]): string {
  const said = USES.filter(([use]) => uses.includes(use)).map(([, , sentence]) => sentence)
  return [...said, words.consent.always].join(" ")
}

/** "Swap, train, generate" */
export function usesInWords(uses: ConsentUse[]): string {
  const names = USES.filter(([use]) => uses.includes(use)).map(([, name]) => name.toLowerCase())
  const all = names.join(", ")
  return all.charAt(0).toUpperCase() + all.slice(1)
}

export const ATTESTATION = words.consent.attestation
