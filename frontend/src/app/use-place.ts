/** Where the page is: in the studio, or in a model; a run belongs to its model. */
import { words } from "#words/shell"
import { useQuery } from "@tanstack/react-query"
import { useMatch } from "react-router"
import { run } from "../api/runs"

export type Place = { slug: string | null; page: string | null; section: "photos" | "swaps" | "datasets" | "training" | "pictures" | "settings" | null; back: string }

/** Where runs of a kind belong; those of the other kinds are swaps. */
const SECTION_OF_RUN: Record<string, "datasets" | "training" | "pictures"> = { caption: "datasets", import: "datasets", train: "training", generate: "pictures", enlarge: "pictures" }

/** By the first word of a page of a model; those that are not named here are of its photos. */
const SECTION_OF_PAGE: Record<string, Place["section"]> = { swaps: "swaps", datasets: "datasets", training: "training", versions: "training", pictures: "pictures", settings: "settings" }

function backFrom(model: string, first: string, which: string | undefined, deeper: string | undefined): string {
  if (first === "versions") return deeper ? `${model}/versions/${which}` : `${model}/training`
  if ((first === "datasets" || first === "pictures") && which) return `${model}/${first}`
  return first ? model : "/"
}

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
  const [first = "", n, deeper] = rest.split("/")
  const page = { "swaps/new": words.newSwap, consent: words.consent, "training/new": words.newTraining }[rest] ?? (first === "versions" && n ? words.version(n) : null)
  return { slug, page, section: SECTION_OF_PAGE[first] ?? "photos", back: backFrom(`/models/${slug}`, first, n, deeper) }
}
