/** Where the page is: in the studio, or in a model; a run belongs to its model. */
import { words } from "#words/shell"
import { useQuery } from "@tanstack/react-query"
import { useMatch } from "react-router"
import { run } from "../api/runs"

export type Place = { slug: string | null; page: string | null; section: "photos" | "swaps" | "datasets" | "settings" | null; back: string }

/** Where runs of a kind belong; those of the other kinds are swaps. */
const SECTION_OF_RUN: Record<string, "datasets"> = { caption: "datasets", import: "datasets" }

export function usePlace(): Place {
  const inModel = useMatch("/models/:slug/*")
  const inRun = useMatch("/runs/:id/*")
  const found = useQuery({ ...run(inRun?.params.id ?? ""), enabled: Boolean(inRun), throwOnError: false })
  if (inRun) {
    const slug = found.data?.subject?.slug ?? null
    const section = SECTION_OF_RUN[found.data?.kind ?? ""] ?? "swaps"
    const isPicture = Boolean(inRun.params["*"])
    return {
      slug,
      page: found.data?.title ?? null,
      section: slug ? section : null,
      back: isPicture ? `/runs/${inRun.params.id}` : slug ? `/models/${slug}/${section}` : "/runs",
    }
  }
  const slug = inModel?.params.slug
  if (!slug || slug === "new") return { slug: null, page: null, section: null, back: "/" }
  const rest = inModel.params["*"] ?? ""
  const page = { "swaps/new": words.newSwap, consent: words.consent }[rest] ?? null
  const section = rest.startsWith("swaps") ? "swaps" : rest.startsWith("datasets") ? "datasets" : rest === "settings" ? "settings" : "photos"
  return { slug, page, section, back: rest.startsWith("datasets/") ? `/models/${slug}/datasets` : rest ? `/models/${slug}` : "/" }
}
