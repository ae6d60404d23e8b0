/** What the gallery shows, as it stands in the address; pure. The form has other names there. */
import { type GenerationFilter } from "../../api/generations"

export const SHOWS = ["all", "favourites", "kept"] as const
export type GalleryView = { show: (typeof SHOWS)[number]; lora: string; tag: string; q: string; run: string }

export const EVERYTHING: GalleryView = { show: "all", lora: "", tag: "", q: "", run: "" }
const NAMES = ["show", "lora", "tag", "q", "run"] as const

export function readView(params: URLSearchParams): GalleryView {
  const show = SHOWS.find((one) => one === params.get("show")) ?? "all"
  return { show, lora: params.get("lora") ?? "", tag: params.get("tag") ?? "", q: params.get("q") ?? "", run: params.get("run") ?? "" }
}

/** The address with another view; what is as usual is left out, and what others keep there stays. */
export function writeView(view: GalleryView, into: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const params = new URLSearchParams(into)
  for (const name of NAMES) {
    if (view[name] === EVERYTHING[name]) params.delete(name)
    else params.set(name, view[name])
  }
  return params
}

export function filterOf(subject: string, view: GalleryView): GenerationFilter {
  const or = (text: string) => text || undefined
  return {
    subject,
    run: or(view.run),
    lora: or(view.lora),
    tag: or(view.tag),
    q: or(view.q.trim()),
    favourite: view.show === "favourites" ? "true" : undefined,
    decision: view.show === "kept" ? "keep" : undefined,
  }
}

export const isNarrowed = (view: GalleryView): boolean => writeView(view).size > 0
