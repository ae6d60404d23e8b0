/** What each event changes in what the pages show; an event type without a line here does not compile. */
import { type InfiniteData, type QueryClient } from "@tanstack/react-query"
import { type Credits, type Developing, type HandOff, type LoraCard, type Me, type Overview, type Page, type PhotoRole, type Run, type SwapSheet, type Turn } from "../api/shapes"
import { applyToLive, type Live, QUIET } from "../features/loras/live"
import { applyToRun, applyToSheet } from "../features/runs/apply-event"
import { dropGlimpse, keepGlimpse } from "../features/runs/glimpses"
import { isLive } from "../features/runs/is-live"
import { fetchFrameSoon } from "./fresh-frames"
import { type CaptionChanged, type GenerationsChanged, type ResultsDecided, type RunEvent, type StudioEvent } from "../realtime/events"

type Effects = { [Type in StudioEvent["type"]]: (client: QueryClient, event: Extract<StudioEvent, { type: Type }>) => void }

const SETTLE_MS = 250
/** Between two looks at the same thing while events keep coming: hundreds of photos being checked are minutes of them. */
const REST_MS = { photos: 1000, overview: 2000, runs: 2000, estimate: 2000, shots: 4000, "dataset-items": 2000, dataset: 2000 } as Record<string, number>
const waiting = new Map<string, ReturnType<typeof setTimeout>>()
const last = new Map<string, number>()

/** Asks again for what a burst of events touched: soon after the first, then from time to time, and after the last. */
function refreshSoon(client: QueryClient, ...queryKey: unknown[]) {
  const name = JSON.stringify(queryKey)
  if (waiting.has(name)) return
  const later = () => {
    waiting.delete(name)
    last.set(name, Date.now())
    void client.invalidateQueries({ queryKey })
  }
  const rested = (last.get(name) ?? -Infinity) + (REST_MS[String(queryKey[0])] ?? 0)
  waiting.set(name, setTimeout(later, Math.max(SETTLE_MS, rested - Date.now())))
}

/** A photo changed: its row, what is known of the whole desk, and the list a new swap chooses from; no other row. */
function refreshPhoto(client: QueryClient, subject: string, role: PhotoRole, photo: string) {
  const all = ["photos", subject, role]
  refreshSoon(client, ...all, "desk")
  refreshSoon(client, ...all, "row", photo)
  void client.invalidateQueries({ queryKey: all, exact: true, refetchType: "none" })
  if (client.getQueryCache().find({ queryKey: all, exact: true })?.isActive()) refreshSoon(client, ...all)
}

/** The desk asks for its newest, and for how many there are; what it holds already stays. */
function refreshDesk(client: QueryClient) {
  refreshSoon(client, "desk-news")
  refreshSoon(client, "desk-counts")
}

function takeRunEvent(client: QueryClient, event: RunEvent) {
  client.setQueryData<SwapSheet>(["swap", event.run], (sheet) => sheet && applyToSheet(sheet, event))
  client.setQueryData<Run>(["run", event.run], (run) => run && applyToRun(run, event))
}

/** A run that is known only moves on; one that began to wait, began or ended changes the order. */
function takeQueueEvent(client: QueryClient, event: Extract<StudioEvent, { type: "run.progressed" }>) {
  const known = client.getQueryData<Turn[]>(["queue", event.kind])
  if (!known) return
  const before = known.find(({ run }) => run.id === event.run)?.run.status
  client.setQueryData<Turn[]>(["queue", event.kind], known.map((turn) => ({ ...turn, run: applyToRun(turn.run, event) })))
  if (event.status === "queued" || event.status !== before) refreshSoon(client, "queue")
}

/** What such a run finds is told by its photo; hundreds of them are no news to the other pages. */
const OF_A_PHOTO: ReadonlySet<string> = new Set(["report", "screening", "import"])

function progressRun(client: QueryClient, event: Extract<StudioEvent, { type: "run.progressed" }>) {
  takeRunEvent(client, event)
  if (OF_A_PHOTO.has(event.kind)) {
    takeQueueEvent(client, event)
    if (!isLive(event)) refreshSoon(client, "runs", { kind: event.kind })
    return
  }
  const apply = (run: Run) => applyToRun(run, event)
  client.setQueriesData<InfiniteData<Page<Run>>>({ queryKey: ["runs"] }, (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, results: page.results.map(apply) })) })
  takeQueueEvent(client, event)
  if (event.kind === "train") moveCards(client, event)
  const overview = client.getQueryData<Overview>(["overview"])
  if (overview) client.setQueryData<Overview>(["overview"], { ...overview, running: overview.running.map(apply) })
  const isKnown = overview?.running.some((run) => run.id === event.run)
  if (!isKnown || !isLive(event)) {
    refreshSoon(client, "overview")
    refreshSoon(client, "runs")
  }
  if (!isLive(event)) {
    refreshSoon(client, "swap", event.run)
    refreshSoon(client, "run-log", event.run)
    refreshSoon(client, "demonstration")
    refreshDesk(client)
    refreshSoon(client, "ledger")
  }
}

/** The cards of a model's versions move on with their runs. */
function moveCards(client: QueryClient, { run, status, progress }: RunEvent & { type: "run.progressed" }) {
  const move = (card: LoraCard): LoraCard => (card.run === run ? { ...card, status, progress } : card)
  client.setQueriesData<InfiniteData<Page<LoraCard>>>({ queryKey: ["loras"] }, (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, results: page.results.map(move) })) })
}

/** A version is fetched again by its own page, its list, and whoever looked for its number before it was there. */
function refreshLora(client: QueryClient, version: string) {
  refreshSoon(client, "lora-version", version)
  refreshSoon(client, "loras")
  refreshSoon(client, "lora-number")
}

/** Decisions are shown where results are; what patches them is fetched with the pages that show them. */
function followDecision(client: QueryClient, { results, action, tag }: ResultsDecided) {
  const isShown = client.getQueryCache().findAll({ predicate: ({ queryKey: [first] }) => first === "desk" || first === "swap" }).length > 0
  if (!isShown) return
  if (results.length > 0 && action !== "change") return void import("../features/swaps/decisions").then(({ follow }) => follow(client, results, action, tag))
  refreshSoon(client, "desk")
  refreshSoon(client, "swap")
}

/** A caption is shown where its dataset is; its faults and marks are asked for once a burst of them rests. */
function followCaption(client: QueryClient, event: CaptionChanged) {
  if (!client.getQueryData(["dataset-items", event.dataset])) return
  void import("../features/datasets/follow").then(({ follow }) => {
    if (!follow(client, event)) return
    refreshSoon(client, "dataset-items", event.dataset)
    refreshSoon(client, "dataset", event.dataset)
  })
}

/** What was made is put in front by the gallery's news; what somebody decided changes where it is shown. */
function followGenerations(client: QueryClient, { generations, action, tag }: GenerationsChanged) {
  refreshSoon(client, "generation-counts")
  refreshSoon(client, "developing")
  const isShown = client.getQueryCache().findAll({ predicate: ({ queryKey: [first] }) => first === "generations" || first === "generation" }).length > 0
  if (!isShown) return
  if (action === "made" || action === "enhanced" || action === "change") {
    refreshSoon(client, "generation-news")
    for (const id of generations) refreshSoon(client, "generation", id)
  } else if (generations.length > 0) void import("../features/generations/decisions").then(({ patchEverywhere }) => patchEverywhere(client, generations, action, tag))
  else refreshSoon(client, "generations")
}

const EFFECTS = {
  "run.progressed": progressRun,
  "item.changed": (client, event) => {
    const before = client.getQueryData<SwapSheet>(["swap", event.run])?.frames.find(({ index }) => index === event.index)
    takeRunEvent(client, event)
    if (event.state !== "working") dropGlimpse(event.run, event.index)
    if (client.getQueriesData<Developing[]>({ queryKey: ["developing"] }).some(([, list]) => list?.some(({ run }) => run === event.run))) refreshSoon(client, "developing")
    // A frame that left a stage has a new picture to fetch; one that only came further has not.
    if (event.state === "working" && before?.stage === event.stage) return
    fetchFrameSoon(client, event.run, event.index)
    refreshSoon(client, "run-log", event.run)
    if (event.state !== "working") refreshDesk(client)
  },
  "item.glimpsed": (_, { run, index, picture }) => keepGlimpse(run, index, picture),
  "photo.changed": (client, event) => {
    refreshPhoto(client, event.subject, event.role, event.photo)
    if (event.role === "source") refreshSoon(client, "shots", event.subject)
    refreshSoon(client, "estimate")
    refreshSoon(client, "overview")
  },
  "desk.changed": (client, event) => {
    refreshSoon(client, "photos", event.subject, event.role)
    refreshSoon(client, "target-sets", event.subject)
    refreshSoon(client, "shots", event.subject)
    refreshSoon(client, "estimate")
  },
  "results.decided": (client, event) => {
    followDecision(client, event)
    refreshSoon(client, "desk-counts")
    refreshSoon(client, "archive")
  },
  "training.progressed": (client, event) => client.setQueryData<Live>(["training-live", event.run], (live) => applyToLive(live ?? QUIET, event)),
  "lora.changed": (client, { version }) => refreshLora(client, version),
  "lora.saved": (client, { version }) => refreshLora(client, version),
  "dataset.changed": (client, { subject, dataset }) => {
    refreshSoon(client, "datasets", subject)
    for (const what of ["dataset", "dataset-items", "dataset-versions", "caption-estimate"]) refreshSoon(client, what, dataset)
  },
  "caption.changed": followCaption,
  "generations.changed": followGenerations,
  "notice.created": (client) => refreshSoon(client, "notices"),
  "hand_off.changed": (client, { hand_off, opened, landed }) => {
    client.setQueryData<HandOff>(["hand-off", hand_off], (known) => known && { ...known, opened, landed })
  },
  "credits.changed": (client, { balance, held }) => {
    const credits: Credits = { balance, held }
    client.setQueryData<Credits>(["credits"], credits)
    client.setQueryData<Me>(["me"], (me) => me && { ...me, credits })
    refreshSoon(client, "ledger")
  },
} satisfies Effects

export function onEvent(client: QueryClient, event: StudioEvent): void {
  const handle = EFFECTS[event.type] as ((client: QueryClient, event: StudioEvent) => void) | undefined
  handle?.(client, event) // a newer server may send a type this build does not know yet
}
