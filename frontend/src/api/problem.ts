/** Turns what went wrong into words: what happened, what it cost, what to do. */

/** An answer of the API that is not a success; `detail` is already in plain words. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly title = "",
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail || title || code)
    this.name = "Problem"
  }
}

export type Words = { title: string; body: string; action?: string }

const number = (value: unknown) => (typeof value === "number" ? value.toLocaleString("en") : String(value ?? ""))

/** Codes the dashboard says in its own words; every other code is said in the words of the server. */
const SAY = {
  offline: () => ({
    title: "No connection",
    body: "The studio did not answer. What you see is from before; nothing was changed.",
    action: "Try again",
  }),
  not_signed_in: () => ({ title: "You are signed out", body: "Nothing was changed. Sign in to go on.", action: "Sign in" }),
  insufficient_credits: (p: Problem) => ({
    title: "Not enough credits",
    body: p.detail || `This needs ${number(p.extra.needed)} credits and ${number(p.extra.free)} are free. Nothing started.`,
    action: "Choose fewer",
  }),
  consent_missing: (p: Problem) => ({
    title: "Consent is missing",
    body: p.detail || "The person has not agreed to this use. Nothing ran and nothing is held.",
    action: "Record consent",
  }),
  content_refused: (p: Problem) => ({
    title: "Refused",
    body: p.detail || "This file was refused because of what it shows. It is not shown, not used and cost nothing.",
    action: "Delete it",
  }),
  no_face_found: (p: Problem) => ({
    title: "No face found",
    body: p.detail || "No face was found. It cost nothing. A photo with the whole face in light will work.",
    action: "Choose another",
  }),
  too_small: (p: Problem) => ({
    title: "Too small",
    body:
      p.extra.measured !== undefined
        ? `This photo is ${number(p.extra.measured)} px on its short side and needs ${number(p.extra.needed)}. It cost nothing.`
        : p.detail,
    action: "Upload the original",
  }),
  too_many_bytes: () => ({ title: "Too large", body: "This file is larger than 25 MB. It cost nothing. Save it smaller and add it again." }),
  too_many_pixels: () => ({ title: "Too large", body: "This photo has more than 50 megapixels. It cost nothing. Save it smaller and add it again." }),
  unsupported_type: () => ({
    title: "Not a photo we can read",
    body: "Only JPEG, PNG, WebP and HEIC work. It cost nothing. Export the photo as JPEG and add it again.",
  }),
  unreadable_picture: () => ({ title: "Cannot be read", body: "This file is damaged or not complete. It cost nothing. Add the original again." }),
  too_many_requests: () => ({ title: "Too many tries", body: "Nothing was changed. Wait a minute, then try again." }),
} satisfies Record<string, (problem: Problem) => Words>

export type SaidCode = keyof typeof SAY
const isSaid = (code: string): code is SaidCode => Object.hasOwn(SAY, code)

/** The words for anything that can be thrown; never a stack or a code alone. */
export function wordsFor(error: unknown): Words {
  if (!(error instanceof Problem)) {
    return { title: "The dashboard made a mistake", body: "Nothing was charged. Load the page again; if it comes back, tell us what you did." }
  }
  if (isSaid(error.code)) return SAY[error.code](error)
  return {
    title: error.title || "That did not work",
    body: error.detail || `The studio answered with ${error.status}. Nothing was charged. Try again in a moment.`,
  }
}

export const isProblem = (error: unknown, code: string): boolean => error instanceof Problem && error.code === code
