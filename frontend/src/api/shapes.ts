/** What the API sends and takes; mirrors the OpenAPI schema of /api/schema/. */

export type Page<T> = { results: T[]; next: string | null }

export type Me = {
  user: { id: string; email: string; name: string }
  workspace: { id: string; name: string; role: string }
  credits: Credits
  demo: boolean
}
export type Credits = { balance: number; held: number }
export type DemoLogin = { email: string; password: string }

export type Picture = {
  id: string
  url: string
  width: number
  height: number
  filename: string
  thumbnails: { "160": string; "480": string; "1200": string }
}

export type SubjectKind = "real" | "synthetic"
export type ConsentState = "not_needed" | "missing" | "live" | "revoked"
export type ConsentUse = "swap" | "train" | "generate"

export type SubjectCard = {
  id: string
  slug: string
  name: string
  kind: SubjectKind
  trigger_word: string
  consent_state: ConsentState
  cover: Picture | null
  thumbs: Picture[]
  counts: { sources: number; targets: number; results: number; refused: number }
  spent: number
  last_run: Run | null
}
export type Overview = { subjects: SubjectCard[]; running: Run[] }

export type Consent = {
  id: string
  uses: ConsentUse[]
  level: string
  given_by: string
  statement: string
  evidence: string | null
  granted_at: string
  revoked_at: string | null
}
export type Subject = {
  id: string
  slug: string
  name: string
  kind: SubjectKind
  trigger_word: string
  settings: Record<string, unknown>
  attestation: string
  consent_state: ConsentState
  consents: Consent[]
  created_at: string
}

export type PhotoRole = "source" | "target"
export type PhotoStatus = "pending" | "ready" | "warned" | "refused"
export type Verdict = "pass" | "warn" | "refuse"
export type Check = { key: string; label: string; verdict: Verdict; value: number | null; unit: string; sentence: string }
export type Face = { box: number[]; height: number; yaw: number; chosen: boolean }
export type Report = {
  verdict: Verdict
  sentence: string
  measured: boolean
  checks: Check[]
  faces: Face[]
  yaw: number | null
  identity_distance: number | null
}
export type Photo = {
  id: string
  role: PhotoRole
  number: number
  label: string
  filename: string
  name: string
  status: PhotoStatus
  width: number
  height: number
  picture: Picture | null
  report: Report | null
  created_at: string
}

export type EngineChoice = { engine: string; options: Record<string, unknown> }
export type SwapRequest = {
  subject: string
  sources: string[]
  targets: string[]
  enhance: boolean
  engines?: Record<string, EngineChoice>
}
export type Fit = "fits" | "soft" | "impossible" | "unknown"
export type Pair = { source: string; target: string; verdict: Fit; yaw_gap: number | null; sentence: string }
export type Estimate = {
  pictures: number
  impossible: number
  price: number
  each: number
  seconds: number
  balance: number
  balance_after: number
  pairs: Pair[]
}

export type RunKind = "swap" | "report" | "screening"
export type RunStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled"
export type StageStatus = "waiting" | "queued" | "running" | "succeeded" | "failed" | "cancelled"
export type Stage = {
  name: string
  label: string
  status: StageStatus
  progress: number
  done: number
  failed: number
  total: number
  message: string
}
export type Failure = { code: string; detail: string }
export type Run = {
  id: string
  kind: RunKind
  title: string
  subject: { id: string; slug: string; name: string } | null
  status: RunStatus
  progress: number
  stages: Stage[]
  items: { total: number; done: number; failed: number }
  price: number
  captured: number
  released: number
  can: { cancel: boolean; retry: boolean }
  error: Failure | null
  seq: number
  attempts: number
  created_at: string
  started_at: string | null
  finished_at: string | null
}

export type FrameState = "waiting" | "working" | "done" | "failed" | "cancelled"
export type SwapResult = {
  id: string
  run: string
  index: number
  source: string | null
  target: string | null
  swapped: Picture | null
  enhanced: Picture | null
  identity_before: number | null
  identity_after: number | null
  scores: Record<string, number>
  seconds: number
  engine: string
  engine_label: string
  cost: number
  warning: string | null
  created_at: string
}
export type Frame = {
  index: number
  source: string
  target: string
  state: FrameState
  stage: string | null
  fraction: number
  error: Failure | null
  result: SwapResult | null
}
export type SwapSheet = {
  run: Run
  sources: Photo[]
  targets: Photo[]
  enhance: boolean
  engines: Record<string, EngineChoice>
  frames: Frame[]
}

export type LedgerKind = "grant" | "purchase" | "hold" | "capture" | "release" | "refund" | "expiry"
export type LedgerEntry = {
  id: string
  kind: LedgerKind
  amount: number
  held: number
  reference: string
  run: string | null
  note: string
  created_at: string
}

export type OptionSchema = {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: (string | number)[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  maxLength?: number
  anyOf?: OptionSchema[]
  allOf?: OptionSchema[]
  $ref?: string
}
export type OptionsSchema = {
  properties?: Record<string, OptionSchema>
  required?: string[]
  $defs?: Record<string, OptionSchema>
}
export type Engine = {
  key: string
  label: string
  does: string
  about: string
  licence: string
  runs_on: "cpu" | "gpu" | "remote"
  vram_gb: number
  seconds: number
  price: number
  schema: OptionsSchema
}
