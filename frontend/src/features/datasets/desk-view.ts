/** What the caption desk shows, as it stands in the address, and which pictures that is; pure. */
import { type DatasetItem, type Fault } from "../../api/shapes"
import { has } from "./caption-words"

export const SHOWS = ["all", "look", "rejected"] as const
export const FAULTS: readonly Fault[] = ["empty", "trigger_missing", "trigger_late", "too_long", "looks", "same_everywhere"]

export type DeskView = { show: (typeof SHOWS)[number]; word: string; fault: Fault | ""; low: boolean }
export const EVERYTHING: DeskView = { show: "all", word: "", fault: "", low: false }

export function readView(params: URLSearchParams): DeskView {
  return {
    show: SHOWS.find((one) => one === params.get("show")) ?? "all",
    word: params.get("word") ?? "",
    fault: FAULTS.find((one) => one === params.get("fault")) ?? "",
    low: params.get("quality") === "low",
  }
}

/** The address of a view; what is as usual is left out. */
export function writeView({ show, word, fault, low }: DeskView): URLSearchParams {
  const params = new URLSearchParams()
  if (show !== "all") params.set("show", show)
  if (word) params.set("word", word)
  if (fault) params.set("fault", fault)
  if (low) params.set("quality", "low")
  return params
}

/** Kept, and something is to be seen to. */
export const isToLookAt = (item: DatasetItem): boolean => item.kept && item.state !== "refused" && (item.lint.length > 0 || item.caption.trim() === "" || item.below_gate || item.withheld !== "" || item.state === "pending")

const isShown = (item: DatasetItem, show: DeskView["show"]): boolean => show === "all" || (show === "look" ? isToLookAt(item) : !item.kept)

export function matches(item: DatasetItem, { show, word, fault, low }: DeskView): boolean {
  return isShown(item, show) && (!word || has(item.caption, word)) && (!fault || item.lint.some((one) => one.fault === fault)) && (!low || item.below_gate)
}

/** What is shown, in the order of the dataset. `held` stay although they do not match any more: somebody is writing in them. */
export const shownOf = (items: readonly DatasetItem[], view: DeskView, held: ReadonlySet<string>): DatasetItem[] => items.filter((item) => item.state !== "refused" && (matches(item, view) || held.has(item.id)))

export type Counts = { all: number; ready: number; look: number; rejected: number; low: number; refused: number }

/** Counted from the pictures themselves, so that a decision is seen at once. */
export function countsOf(items: readonly DatasetItem[]): Counts {
  const seen = items.filter(({ state }) => state !== "refused")
  const look = seen.filter(isToLookAt).length
  const rejected = seen.filter(({ kept }) => !kept).length
  return { all: seen.length, look, rejected, ready: seen.length - look - rejected, low: seen.filter(({ kept, below_gate }) => kept && below_gate).length, refused: items.length - seen.length }
}

/** How many of the kept ones have each fault, in the order of FAULTS; what nobody has is left out. */
export function faultsOf(items: readonly DatasetItem[]): { fault: Fault; count: number }[] {
  const kept = items.filter(({ kept }) => kept)
  return FAULTS.map((fault) => ({ fault, count: kept.filter(({ lint }) => lint.some((one) => one.fault === fault)).length })).filter(({ count }) => count > 0)
}
