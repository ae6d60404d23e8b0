/** Where the page is: in the studio, or in a model; a run belongs to its model. */
import { words } from "#words/shell"
import { useQuery } from "@tanstack/react-query"
import { useMatch } from "react-router"
import { run } from "../api/runs"

export type Place = { slug: string | null; page: string | null; section: "photos" | "swaps" | "settings" | null; back: string }

export function usePlace(): Place {
  const inModel = useMatch("/models/:slug/*")
  const inRun = useMatch("/runs/:id/*")
  const found = useQuery({ ...run(inRun?.params.id ?? ""), enabled: Boolean(inRun), throwOnError: false })
  if (inRun) {
    const slug = found.data?.subject?.slug ?? null
    const isPicture = Boolean(inRun.params["*"])
    return {
      slug,
      page: found.data?.title ?? null,
      section: slug ? "swaps" : null,
      back: isPicture ? `/runs/${inRun.params.id}` : slug ? `/models/${slug}/swaps` : "/runs",
    }
  }
  const slug = inModel?.params.slug
  if (!slug || slug === "new") return { slug: null, page: null, section: null, back: "/" }
  const rest = inModel.params["*"] ?? ""
  const page = { "swaps/new": words.newSwap, consent: words.consent }[rest] ?? null
  const section = rest.startsWith("swaps") ? "swaps" : rest === "settings" ? "settings" : "photos"
  return { slug, page, section, back: rest ? `/models/${slug}` : "/" }
}
