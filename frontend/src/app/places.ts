/** Where the palette can lead: pages, the model you are in, what was found, and what was chosen lately. */
import { words } from "#words/palette"
import { type Found, type Picture, type SubjectCard } from "../api/shapes"
import { paths } from "../lib/paths"
import { SECTIONS } from "./pages/settings-sections"

/** `also` are words it is found by beside its name. */
export type Target = { to: string; name: string; kind: "model" | "run" | "photo" | "page"; edge?: string; picture?: Picture | null; also?: string[] }

const KEPT = "palette-recent"
const MOST = 5

/** Of the studio. */
export const pages = (mayWrite: boolean): Target[] => [
  page(paths.home(), words.models),
  page(paths.runs(), words.runs),
  page(paths.credits(), words.credits),
  ...(mayWrite ? [page(paths.newModel(), words.newModel)] : []),
  ...SECTIONS.map(({ key, name, sub }) => ({ ...page(paths.settings(key), words.settings(name)), also: [sub] })),
]

/** Of the model you are in. */
export const pagesOf = ({ slug, name, cover }: Pick<SubjectCard, "slug" | "name" | "cover">, mayWrite: boolean): Target[] => [
  { ...page(paths.model(slug), words.photosOf(name)), kind: "model", picture: cover, edge: words.model },
  page(paths.swaps(slug), words.swapsOf(name)),
  page(paths.datasets(slug), words.datasetsOf(name)),
  ...(mayWrite ? [page(paths.newSwap(slug), words.newSwapOf(name))] : []),
  page(paths.training(slug), words.trainingOf(name)),
  ...(mayWrite ? [page(paths.newTraining(slug), words.newTrainingOf(name))] : []),
  page(paths.modelConsent(slug), words.consentOf(name)),
]
const page = (to: string, name: string): Target => ({ to, name, kind: "page" })

export const models = (cards: readonly SubjectCard[]): Target[] =>
  cards.map(({ slug, name, cover }) => ({ to: paths.model(slug), name, kind: "model", picture: cover, edge: words.model }))

/** What the search found, models that are known already left out. */
export function targets(found: Found | undefined, known: readonly Target[]): Target[] {
  if (!found) return []
  const all: Target[] = [
    ...found.subjects.map(({ slug, name, picture }): Target => ({ to: paths.model(slug), name, kind: "model", picture, edge: words.model })),
    ...found.runs.map(({ id, title, subject }): Target => ({ to: paths.run(id), name: title, kind: "run", edge: subject?.name ?? words.run })),
    ...found.photos.map(({ id, name, label, subject, picture }): Target => ({ to: paths.photo(subject.slug, id), name, kind: "photo", picture, edge: `${subject.name} ${label}` })),
  ]
  return all.filter(({ to }) => !known.some((other) => other.to === to))
}

/** Chosen lately, in this tab only: names of people stay in no browser that is closed. Pictures are not kept. */
export function recent(): Target[] {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Target[]).slice(0, MOST)
  } catch {
    return [] // written by an older dashboard
  }
}

export function remember({ to, name, kind, edge }: Target): void {
  const others = recent().filter((other) => other.to !== to)
  sessionStorage.setItem(KEPT, JSON.stringify([{ to, name, kind, edge }, ...others].slice(0, MOST)))
}

export const forget = (): void => sessionStorage.removeItem(KEPT)
