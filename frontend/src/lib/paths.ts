/** Every address of the dashboard, in one place. */

export const paths = {
  home: () => "/",
  signIn: (next?: string) => (next && next !== "/" ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"),
  signUp: (invitation?: string) => (invitation ? `/sign-up?invite=${encodeURIComponent(invitation)}` : "/sign-up"),
  reset: () => "/reset",
  invite: (token: string) => `/invite/${token}`,
  newModel: () => "/models/new",
  model: (slug: string) => `/models/${slug}`,
  modelSettings: (slug: string) => `/models/${slug}/settings`,
  modelConsent: (slug: string) => `/models/${slug}/consent`,
  /** One photo, large: its report, its faces, crop and turn. */
  photo: (slug: string, photo: string) => `/models/${slug}/photos/${photo}`,
  swaps: (slug: string) => `/models/${slug}/swaps`,
  /** `like` is a run whose choices the new swap starts from. */
  newSwap: (slug: string, like?: string) => `/models/${slug}/swaps/new${like ? `?like=${like}` : ""}`,
  /** The target set is chosen to begin with. */
  newSwapOf: (slug: string, set: string) => `/models/${slug}/swaps/new?set=${set}`,
  datasets: (slug: string) => `/models/${slug}/datasets`,
  /** The caption desk. */
  dataset: (slug: string, id: string) => `/models/${slug}/datasets/${id}`,
  training: (slug: string) => `/models/${slug}/training`,
  newTraining: (slug: string, dataset?: string) => `/models/${slug}/training/new${dataset ? `?dataset=${dataset}` : ""}`,
  /** A training while it runs, and what came of it after; `step` is the save looked at. */
  version: (slug: string, n: number, step?: number) => `/models/${slug}/versions/${n}${step === undefined ? "" : `?step=${step}`}`,
  /** `other` is the number of the version beside it. */
  compareVersion: (slug: string, n: number, { step, prompt, other }: { step?: number; prompt?: number; other?: number } = {}) => {
    const wished = Object.entries({ step, prompt, with: other }).filter(([, value]) => value !== undefined)
    return `/models/${slug}/versions/${n}/compare${wished.length > 0 ? `?${wished.map(([name, value]) => `${name}=${value}`).join("&")}` : ""}`
  },
  /** Where pictures are made, with this save of a version chosen. */
  makePictures: (slug: string, version: string, step: number) => `/models/${slug}/pictures?version=${version}&step=${step}`,
  pictures: (slug: string) => `/models/${slug}/pictures`,
  /** One picture; `view` is the gallery as it was left. */
  generation: (slug: string, id: string, view = "") => `/models/${slug}/pictures/${id}${view ? `?${view}` : ""}`,
  /** The form with the settings of a picture in it. */
  useGeneration: (slug: string, id: string) => `/models/${slug}/pictures?like=${id}`,
  runs: () => "/runs",
  run: (id: string) => `/runs/${id}`,
  /** `n` counts the frames of the sheet from 1, in the order sources x targets. */
  picture: (run: string, n: number) => `/runs/${run}/pictures/${n}`,
  handOff: (token: string) => `/hand-off/${token}`,
  credits: () => "/credits",
  receipt: (run: string) => `/credits/receipts/${run}`,
  settings: (section?: string) => (section ? `/settings/${section}` : "/settings"),
} as const

/** A `next` that leads out of the dashboard is dropped. */
export const safeNext = (next: string | null): string => (next && /^\/(?![/\\])/.test(next) ? next : paths.home())
