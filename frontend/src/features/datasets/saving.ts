/** How the words of one picture get from the keyboard to the server: a pure state machine, one draft a picture. */

/** A caption as the server has it. */
export type Known = { caption: string; revision: number }

/**
 * Words that the server does not have yet. `typing`: they wait for a pause; `saving`: `sent` is on its way; `unsaved`: the server did
 * not take them, `why` says it; `moved`: somebody else wrote `theirs` over the caption that was typed over, and one of both is to be chosen.
 */
export type Draft = { words: string; seen: number; standing: "typing" | "saving" | "unsaved" | "moved"; sent?: string; theirs?: Known; why?: string }

export type Step =
  | { type: "typed"; words: string; known: Known }
  | { type: "sent" }
  | { type: "saved"; known: Known }
  /** The server has a later revision than the one that was typed over. */
  | { type: "moved"; known: Known }
  | { type: "failed"; why: string }
  /** The caption as an event or a page of the list tells it. */
  | { type: "heard"; known: Known }
  | { type: "chose"; whose: "mine" | "theirs" }

/** The draft after a step; null when there is nothing that the server does not have. */
export function after(draft: Draft | null, step: Step): Draft | null {
  if (step.type === "typed") return typed(draft, step.words, step.known)
  if (!draft) return null
  switch (step.type) {
    case "sent":
      return { words: draft.words, seen: draft.seen, standing: "saving", sent: draft.words }
    case "saved":
      return rebased(draft, step.known)
    case "moved":
      return draft.words === step.known.caption ? null : { words: draft.words, seen: draft.seen, standing: "moved", theirs: step.known }
    case "failed":
      return { words: draft.words, seen: draft.seen, standing: "unsaved", why: step.why }
    case "heard":
      return heard(draft, step.known)
    case "chose":
      return step.whose === "theirs" || !draft.theirs ? null : { words: draft.words, seen: draft.theirs.revision, standing: "typing" }
  }
}

function typed(draft: Draft | null, words: string, known: Known): Draft | null {
  if (!draft) return words === known.caption ? null : { words, seen: known.revision, standing: "typing" }
  // Typed back to what the server has, with nothing on its way: there is nothing left to save.
  if (draft.standing !== "saving" && draft.standing !== "moved" && words === known.caption && known.revision === draft.seen) return null
  if (draft.standing === "unsaved") return { words, seen: draft.seen, standing: "typing" }
  return { ...draft, words }
}

/** The server has what was sent; what was typed since is still to be sent, over the new revision. */
function rebased(draft: Draft, known: Known): Draft | null {
  return draft.words === known.caption ? null : { words: draft.words, seen: known.revision, standing: "typing" }
}

function heard(draft: Draft, known: Known): Draft | null {
  if (known.revision <= draft.seen) return draft
  if (draft.standing === "saving") return draft // the answer that is on its way tells whether this was ours
  if (draft.words === known.caption) return null
  return { words: draft.words, seen: draft.seen, standing: "moved", theirs: known }
}

/** Whether the words may be sent now: not while others are on their way, nor before one of two captions was chosen. */
export const isSendable = (draft: Draft | null | undefined): draft is Draft => draft?.standing === "typing" || draft?.standing === "unsaved"

/** What is kept on the device of a draft, and when it was typed. */
export type Kept = { words: string; seen: number; at: number }

/** What a page that opens takes over from another page of this device. */
export const revived = ({ words, seen }: Kept): Draft => ({ words, seen, standing: "typing" })

/** After so long without a key a page that lives has sent its words: those still kept belong to one that is gone, or that is offline. */
export const STILL_MS = 10_000

/** What one page keeps on the device, and whether it was left. */
export type Shelf = { left: boolean; drafts: Record<string, Kept> }

/** The drafts of other pages that may be taken over: theirs that were left, and those that nobody touches any more. */
export function orphans(shelves: readonly Shelf[], now: number): Record<string, Kept> {
  const found: Record<string, Kept> = {}
  for (const { left, drafts } of shelves) {
    for (const [item, kept] of Object.entries(drafts)) {
      const isLater = !found[item] || found[item].at < kept.at
      if (isLater && (left || now - kept.at > STILL_MS)) found[item] = kept
    }
  }
  return found
}
