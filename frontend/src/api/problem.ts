/** Turns what went wrong into words: what happened, what it cost, what to do. */
import { type ProblemCode } from "./shapes"

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

/** What happens on the way, which no schema of the server knows. */
type LocalCode = "offline" | "stopped" | "sign_in_refused" | "unreadable_file"
type Say = (problem: Problem) => Words

/** The server's own words are the best there are: it knows what happened to what. */
const AS_SAID: Say = (problem) => ({
  title: problem.title || "That did not work",
  body: problem.detail || `The studio answered with ${problem.status}. Nothing was charged. Try again in a moment.`,
})

/** Every code of the schema: a new one does not compile until somebody has decided who says it. */
const SAY: Record<ProblemCode | LocalCode, Say> = {
  offline: () => ({
    title: "No connection",
    body: "The studio did not answer. What you see is from before; nothing was changed.",
    action: "Try again",
  }),
  not_signed_in: () => ({ title: "You are signed out", body: "Nothing was changed. Sign in to go on.", action: "Sign in" }),
  insufficient_credits: (p) => ({
    title: "Not enough credits",
    body: p.detail || `This needs ${number(p.extra.needed)} credits and ${number(p.extra.free)} are free. Nothing started.`,
    action: "Choose fewer",
  }),
  consent_missing: (p) => ({
    title: "Consent is missing",
    body: p.detail || "The person has not agreed to this use. Nothing ran and nothing is held.",
    action: "Record consent",
  }),
  content_refused: (p) => ({
    title: "Refused",
    body: p.detail || "This file was refused because of what it shows. It is not shown, not used and cost nothing.",
    action: "Delete it",
  }),
  no_face_found: (p) => ({
    title: "No face found",
    body: p.detail || "No face was found. It cost nothing. A photo with the whole face in light will work.",
    action: "Choose another",
  }),
  too_small: (p) => ({
    title: "Too small",
    body:
      p.extra.measured !== undefined
        ? `This photo is ${number(p.extra.measured)} px on its short side and needs ${number(p.extra.needed)}. It cost nothing. Add the original, or a larger copy.`
        : p.detail,
    action: "Upload the original",
  }),
  too_many_bytes: (p) => ({ title: "Too large", body: p.detail || "This file is larger than 25 MB. It cost nothing. Save it smaller and add it again." }),
  too_many_pixels: () => ({ title: "Too large", body: "This photo has more than 50 megapixels. It cost nothing. Save it smaller and add it again." }),
  unsupported_type: () => ({
    title: "Not a photo we can read",
    body: "Only JPEG, PNG, WebP and HEIC work. It cost nothing. Export the photo as JPEG and add it again.",
  }),
  unreadable_picture: () => ({ title: "Cannot be read", body: "This file is damaged or not complete. It cost nothing. Add the original again." }),
  unreadable_file: () => ({ title: "Cannot be read", body: "This file was moved or changed since it was chosen. It cost nothing. Choose it again." }),
  too_many_requests: () => ({ title: "Too many tries", body: "Nothing was changed. Wait a minute, then try again." }),
  address_expired: AS_SAID,
  age_refused: AS_SAID,
  always_on: AS_SAID,
  archive_refused: AS_SAID,
  attestation_required: AS_SAID,
  busy: AS_SAID,
  caption_moved: AS_SAID,
  changes_yourself: AS_SAID,
  consent_not_needed: AS_SAID,
  csrf_failed: AS_SAID,
  dataset_empty: AS_SAID,
  dataset_frozen: AS_SAID,
  dataset_unready: AS_SAID,
  engine_switched_off: AS_SAID,
  engine_failed: AS_SAID,
  generation_unusable: AS_SAID,
  hand_off_elsewhere: AS_SAID,
  hand_off_full: AS_SAID,
  hand_off_over: AS_SAID,
  hold_exceeded: AS_SAID,
  idempotency_key_reused: AS_SAID,
  idempotency_key_too_long: AS_SAID,
  invalid: AS_SAID,
  invitation_unusable: AS_SAID,
  last_owner: AS_SAID,
  ledger_is_final: AS_SAID,
  lora_in_use: AS_SAID,
  lora_of_another_base: AS_SAID,
  lora_unreadable: AS_SAID,
  malformed: AS_SAID,
  method_not_allowed: AS_SAID,
  missing_weights: AS_SAID,
  no_such_face: AS_SAID,
  name_taken: AS_SAID,
  no_workspace: AS_SAID,
  not_acceptable: AS_SAID,
  not_found: AS_SAID,
  not_possible: AS_SAID,
  not_paused: AS_SAID,
  not_waiting: AS_SAID,
  nothing_finished: AS_SAID,
  nothing_to_caption: AS_SAID,
  nothing_to_import: AS_SAID,
  nothing_to_make: AS_SAID,
  nothing_to_pause: AS_SAID,
  nothing_to_show: AS_SAID,
  cannot_be_asked: AS_SAID,
  disk_full: AS_SAID,
  save_not_proved: AS_SAID,
  training_diverged: AS_SAID,
  not_reached: AS_SAID,
  nothing_to_retry: AS_SAID,
  out_of_memory: AS_SAID,
  part_damaged: AS_SAID,
  parts_missing: AS_SAID,
  permission_denied: AS_SAID,
  photo_in_use: AS_SAID,
  photo_unusable: AS_SAID,
  picture_unready: AS_SAID,
  price_begun: AS_SAID,
  prompt_refused: AS_SAID,
  run_still_going: AS_SAID,
  template_refused: AS_SAID,
  scope_missing: AS_SAID,
  server_error: AS_SAID,
  sign_in_refused: AS_SAID,
  settings_unusable: AS_SAID,
  stopped: AS_SAID,
  subject_in_use: AS_SAID,
  too_many_invitations: AS_SAID,
  too_many_uploads: AS_SAID,
  too_many_pictures: AS_SAID,
  too_many_results: AS_SAID,
  training_refused: AS_SAID,
  turned_too_far: AS_SAID,
  unknown_destination: AS_SAID,
  unknown_engine: AS_SAID,
  unknown_use: AS_SAID,
  unusable_input: AS_SAID,
  upload_damaged: AS_SAID,
  upload_finished: AS_SAID,
}

const isKnown = (code: string): code is keyof typeof SAY => Object.hasOwn(SAY, code)

/** The words for anything that can be thrown; never a stack or a code alone. */
export function wordsFor(error: unknown): Words {
  if (!(error instanceof Problem)) {
    return { title: "The dashboard made a mistake", body: "Nothing was charged. Load the page again; if it comes back, tell us what you did." }
  }
  return (isKnown(error.code) ? SAY[error.code] : AS_SAID)(error)
}

export const isProblem = (error: unknown, code: string): boolean => error instanceof Problem && error.code === code
