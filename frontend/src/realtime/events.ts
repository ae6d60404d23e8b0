/** The messages that come down the socket: hints that something changed. */
import { type Failure, type FrameState, type GenerationAction, type PhotoRole, type PhotoStatus, type ResultAction, type Run } from "../api/shapes"

export type RunProgressed = {
  type: "run.progressed"
  run: string
  kind: string
  subject: string | null
} & Pick<Run, "seq" | "status" | "progress" | "stages" | "items" | "refused" | "takeovers" | "seconds_left" | "price" | "captured" | "released" | "can" | "error" | "started_at" | "finished_at">

export type ItemChanged = {
  type: "item.changed"
  run: string
  seq: number
  index: number
  stage: string | null
  state: FrameState
  fraction: number
  error: Failure | null
}
/** How a picture looks while it is made; kept nowhere but here. */
export type ItemGlimpsed = { type: "item.glimpsed"; run: string; index: number; picture: string }
/** Pictures from words came, changed or went; none is named where there were too many to name. */
export type GenerationsChanged = { type: "generations.changed"; subject: string | null; generations: string[]; action: GenerationAction | "made" | "enhanced" | "change"; tag: string }
export type PhotoChanged = { type: "photo.changed"; subject: string; role: PhotoRole; photo: string; status: PhotoStatus }
export type DeskChanged = { type: "desk.changed"; subject: string; role: PhotoRole }
/** A phone opened its page or brought a photo. */
export type HandOffChanged = { type: "hand_off.changed"; hand_off: string; opened: boolean; landed: number }
export type CreditsChanged = { type: "credits.changed"; balance: number; held: number }

/** A training learned on; `points` are step, loss and learning rate, those that are new. After a crash some come again. */
export type TrainingProgressed = {
  type: "training.progressed"
  run: string
  subject: string | null
  index: number
  step: number
  steps: number
  loss: number
  rate: number
  steps_per_second: number
  seconds_left: number | null
  points: [number, number, number][]
}

/** The members of the workspace were told of a run. */
export type NoticeCreated = { type: "notice.created"; run: string; title: string }

/** Somebody decided on results; none is named where there were too many to name. */
export type ResultsDecided = { type: "results.decided"; results: string[]; action: ResultAction | "change"; tag: string }

/** Pictures of a dataset came or went, or many captions changed. */
export type DatasetChanged = { type: "dataset.changed"; subject: string; dataset: string }
/** One caption, with all that a list shows of it. */
export type CaptionChanged = { type: "caption.changed"; dataset: string; item: string; caption: string; author: "nobody" | "engine" | "file" | "person"; kept: boolean; revision: number }

/** A version of a model came, changed or went. */
export type LoraChanged = { type: "lora.changed"; subject: string; version: string }
/** A training reached a save, or was asked for samples. */
export type LoraSaved = { type: "lora.saved"; subject: string; version: string; run: string; save: string | null; step: number }

export type StudioEvent = RunProgressed | ItemChanged | ItemGlimpsed | GenerationsChanged | PhotoChanged | DeskChanged | HandOffChanged | CreditsChanged | NoticeCreated | ResultsDecided | DatasetChanged | CaptionChanged | TrainingProgressed | LoraChanged | LoraSaved
export type RunEvent = RunProgressed | ItemChanged
