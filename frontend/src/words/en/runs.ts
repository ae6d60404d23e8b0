/** What the parts of frontend/src/features/runs say, in English. */
import { count, duration, plural } from "../../lib/format"
import { words as counts } from "./counts"

const pictures = (of: number) => plural(of, "picture")

export const words = {
  pause: "Pause",
  pausing: "Pausing",
  resume: "Resume",
  resuming: "Resuming",
  cancel: "Cancel",
  cancelling: "Cancelling",
  retry: "Retry",
  retryPictures: (of: number) => `Retry ${pictures(of)}`,
  starting: "Starting",
  again: "Run again with changes",
  status: { queued: "Waiting", paused: "Paused", running: "Running", succeeded: "Done", failed: "Failed", cancelled: "Cancelled" },
  doneInPart: "Done in part",
  pictures,
  ...counts,

  progress: {
    paused: (made: string) => `${made}, paused`,
    queued: (all: string, seconds: number | null) => `${all}, ${seconds === null ? "starts as soon as a worker is free" : `takes ${duration(seconds)}, starts as soon as a worker is free`}`,
    allMade: (all: string) => `${all} made`,
    partMade: (made: string) => `${made} made`,
    noneMade: "No picture could be made. Nothing was charged.",
    cancelledAfter: (made: string) => `${made} finished before it was cancelled`,
    cancelledPart: "Cancelled before a picture was finished. What was made so far is kept.",
    cancelledNone: "Cancelled before a picture was made. Nothing was charged.",
    tooEarly: (made: string) => `${made}, working out the time`,
    left: (made: string, seconds: number) => `${made}, ${duration(seconds)} left`,
  },
  resumed: {
    going: (done: number, total: number) => `A worker stopped and another went on: ${done} of ${total} done, ${total - done} left, nothing charged twice.`,
    over: (done: number, total: number) => `A worker stopped on the way and another went on: ${done} of ${total} done, nothing charged twice.`,
    short: "went on after a worker stopped",
  },
  announce: {
    over: (title: string, state: string, more: string) => `${title}: ${state}. ${more}`,
    notMade: (title: string, of: number) => `${title}: ${pictures(of)} not made`,
    percent: (title: string, of: number) => `${title}: ${of} percent`,
  },
  why: {
    no_face_found: "No face found",
    turned_too_far: "Turned too far",
    not_nearer: "Not nearer",
    content_refused: "Refused",
    age_refused: "Refused",
    consent_missing: "No consent",
    out_of_memory: "Out of memory",
    worker_lost: "Worker stopped",
    too_small: "Too small",
    engine_crashed: "Stopped the engine",
    engine_failed: "Engine failed",
    photo_unusable: "Photo not usable",
    unreadable_picture: "Cannot be opened",
    no_such_face: "Face not there",
    cancelled: "Cancelled",
  } as Record<string, string>,
  notMade: "Not made",

  money: {
    title: "Credits",
    receipt: "Receipt",
    agreed: "Price agreed",
    charged: (done: number) => (done > 0 ? `Charged, ${pictures(done)}` : "Charged"),
    givenBack: (failed: number) => (failed > 0 ? `Given back, ${count(failed)} not made` : "Given back"),
    held: "Still held",
    nothing: "Nothing was charged.",
  },

  now: {
    region: "Running now",
    titled: (model: string, title: string) => `${model}, ${title.toLowerCase()}`,
    waiting: "waiting",
  },
  row: {
    ended: (made: string, state: string) => `${made}, ${state.toLowerCase()}`,
    charged: (credits: number) => plural(credits, "credit"),
    nothing: "nothing charged",
    held: (credits: number) => `${count(credits)} held`,
  },

  page: {
    title: "Runs",
    sub: "What runs and waits, and everything you asked for before.",
    queue: "Queue",
    history: "History",
    show: "Show",
    all: "All",
    kind: "Kind",
    kinds: { swap: "Swaps", caption: "Captions", train: "Trainings", report: "Photo reports", screening: "Photo screens", import: "Dataset checks" },
    model: "Model",
    everyModel: "Every model",
    tryAgain: "Try again",
    noneLikeThis: "No runs like this",
    none: "No runs yet",
    chooseModel: "Choose a model",
    whatIsARun: "A run is one thing you asked for: a set of sources put on a set of targets, priced before it starts.",
    older: "Show older runs",
    loading: "Loading",
    loadingRuns: "Loading the runs",
    columns: { run: "Run", state: "State", pictures: "Pictures", started: "Asked for", took: "Took", charged: "Charged", held: "Held" },
    named: (title: string, model: string) => `${title}, ${model}`,
  },
  queue: {
    place: (place: number) => (place === 1 ? "Next" : `${place} in the queue`),
    startsIn: (seconds: number) => (seconds < 10 ? "starts as soon as a worker is free" : `starts in ${duration(seconds)}`),
    takes: (seconds: number) => `takes ${duration(seconds)}`,
    afterOthers: "after all others",
    paused: "Paused; what is held stays held",
    up: (title: string) => `Move ${title} up`,
    down: (title: string) => `Move ${title} down`,
    top: (title: string) => `Move ${title} to the top`,
    pause: (title: string) => `Pause ${title}`,
    resume: (title: string) => `Resume ${title}`,
    cancel: (title: string) => `Cancel ${title}`,
    drag: "Drag to another place",
    keys: "Alt with arrow up or down moves the run in focus.",
    moved: (title: string, place: number) => `${title} is now ${place} of yours that wait`,
    failed: "The queue stayed as it was",
  },
  log: {
    title: "Just now",
    earlier: "Show earlier",
    stages: { swap: "swapped", enhance: "enhanced", score: "measured", screen: "screened" } as Record<string, string>,
    finished: "finished",
    made: (what: string, credits: number) => (credits > 0 ? `${what}, ${plural(credits, "credit")} charged` : what),
    notMade: (why: string | undefined) => (why ? `not made: ${why.charAt(0).toLowerCase()}${why.slice(1)}, nothing charged` : "not made, nothing charged"),
    started: "Started",
    startedHeld: (credits: number) => `Started, ${plural(credits, "credit")} held`,
    ended: { succeeded: "All done", failed: "Stopped, nothing could be made", cancelled: "Cancelled", queued: "", running: "", paused: "" },
  },
  failures: {
    title: (of: number) => `${pictures(of)} not made, nothing charged for ${of === 1 ? "it" : "them"}`,
    which: (of: number) => pictures(of),
    andMore: (named: string, more: number) => `${named} and ${count(more)} more`,
    choose: "Choose another photo",
    consent: "Record consent",
    credits: "See credits",
  },
}

/** "12 s", "4 min", "1 h 20 min": how long a run took. */
export function took(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
