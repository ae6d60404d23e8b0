/** What the desk shows, as it stands in the address: read, written, and asked of the API; pure. */
import { type ResultFilter } from "../../api/swaps"
import { SAME_PERSON } from "./score-words"

export const SHOWS = ["all", "undecided", "kept", "rejected"] as const
export const SORTS = ["newest", "oldest", "nearest", "best"] as const
export const LIKENESS = ["any", "same", "far"] as const
export const QUALITY = ["any", "good", "fair"] as const

export type DeskView = {
  show: (typeof SHOWS)[number]
  sort: (typeof SORTS)[number]
  likeness: (typeof LIKENESS)[number]
  quality: (typeof QUALITY)[number]
  favourite: boolean
  tags: string[]
  q: string
  run: string
  source: string
  target: string
}

export const EVERYTHING: DeskView = { show: "all", sort: "newest", likeness: "any", quality: "any", favourite: false, tags: [], q: "", run: "", source: "", target: "" }

/** BRISQUE below 35 is good, below 55 fair; quality is 100 minus that. */
const LEAST = { good: "65", fair: "45" }
const DECISION = { undecided: "none", kept: "keep", rejected: "reject" }

const oneOf = <T extends string>(choices: readonly T[], text: string | null, otherwise: T): T => choices.find((one) => one === text) ?? otherwise

/** The view in the address; what it does not know is as if it were not there. */
export function readView(params: URLSearchParams): DeskView {
  return {
    show: oneOf(SHOWS, params.get("show"), EVERYTHING.show),
    sort: oneOf(SORTS, params.get("sort"), EVERYTHING.sort),
    likeness: oneOf(LIKENESS, params.get("likeness"), EVERYTHING.likeness),
    quality: oneOf(QUALITY, params.get("quality"), EVERYTHING.quality),
    favourite: params.get("favourites") === "yes",
    tags: params.getAll("tag"),
    q: params.get("q") ?? "",
    run: params.get("run") ?? "",
    source: params.get("source") ?? "",
    target: params.get("target") ?? "",
  }
}

/** The address of a view; what is as usual is left out, so that the plain page has a plain address. */
export function writeView(view: DeskView): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of ["show", "sort", "likeness", "quality", "q", "run", "source", "target"] as const) if (view[name] !== EVERYTHING[name]) params.set(name, view[name])
  if (view.favourite) params.set("favourites", "yes")
  for (const tag of view.tags) params.append("tag", tag)
  return params
}

/** The same as the API names it. */
export function filterOf(subject: string | undefined, view: DeskView): ResultFilter {
  const or = (text: string) => text || undefined
  return {
    subject,
    sort: view.sort,
    decision: view.show === "all" ? undefined : DECISION[view.show],
    favourite: view.favourite ? "true" : undefined,
    max_distance: view.likeness === "same" ? String(SAME_PERSON) : undefined,
    min_distance: view.likeness === "far" ? String(SAME_PERSON) : undefined,
    min_quality: view.quality === "any" ? undefined : LEAST[view.quality],
    tag: view.tags.length > 0 ? view.tags : undefined,
    q: or(view.q.trim()),
    run: or(view.run),
    source: or(view.source),
    target: or(view.target),
  }
}

/** Whether the list is narrowed at all: an empty list then says so, instead of that there is nothing. */
export const isNarrowed = (view: DeskView): boolean => writeView({ ...view, sort: "newest" }).size > 0
