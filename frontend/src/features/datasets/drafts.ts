/** The drafts of a dataset at work: saved after a pause and when a field is left, kept on the device until the server has them. */
import { isProblem, Problem, wordsFor } from "../../api/problem"
import { after, type Draft, isSendable, type Kept, type Known, orphans, revived, type Shelf, type Step } from "./saving"

/** Sends words typed over revision `seen`. Throws a Problem: `caption_moved` carries the caption as it is now in `extra`. */
export type SendWords = (item: string, words: string, seen: number, keepalive: boolean) => Promise<Known>
type Shelves = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">
type Needs = { dataset: string; send: SendWords; shelves?: Shelves; page?: string }

export const PAUSE_MS = 600
const FIRST_AGAIN_MS = 2000
const LONGEST_AGAIN_MS = 30_000

export type Drafts = ReturnType<typeof createDrafts>

/** A refusal will be refused again; a lost answer is worth another try. */
const isLost = (error: unknown) => error instanceof Problem && (error.status === 0 || error.status === 429 || error.status >= 500)

export function createDrafts({ dataset, send, shelves = localStorage, page = Math.random().toString(36).slice(2) }: Needs) {
  const drafts = new Map<string, Draft>()
  const savedHere = new Set<string>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const tries = new Map<string, number>()
  const going = new Map<string, Promise<void>>()
  const watchers = new Set<() => void>()
  const shelf = shelfOf(shelves, dataset, page)
  let version = 0

  const changed = () => {
    version += 1
    watchers.forEach((watch) => watch())
  }

  const step = (item: string, one: Step): Draft | null => {
    const next = after(drafts.get(item) ?? null, one)
    if (next) drafts.set(item, next)
    else drafts.delete(item)
    shelf.keep(drafts)
    changed()
    return next
  }

  const later = (item: string, ms: number) => {
    clearTimeout(timers.get(item))
    timers.set(item, setTimeout(() => void push(item), ms))
  }

  /** Sends what waits of one picture; what is on its way already is waited for. */
  const push = (item: string, keepalive = false): Promise<void> => {
    clearTimeout(timers.get(item))
    const draft = drafts.get(item)
    if (!isSendable(draft)) return going.get(item) ?? Promise.resolve()
    step(item, { type: "sent" })
    const sent = carry(item, draft, keepalive).finally(() => going.delete(item))
    going.set(item, sent)
    return sent
  }

  const carry = async (item: string, draft: Draft, keepalive: boolean): Promise<void> => {
    try {
      const known = await send(item, draft.words, draft.seen, keepalive)
      tries.delete(item)
      savedHere.add(item)
      if (step(item, { type: "saved", known })) later(item, PAUSE_MS)
    } catch (error) {
      failed(item, error)
    }
  }

  const failed = (item: string, error: unknown) => {
    if (isProblem(error, "caption_moved") && error instanceof Problem) {
      step(item, { type: "moved", known: { caption: String(error.extra.caption ?? ""), revision: Number(error.extra.revision) } })
      return
    }
    step(item, { type: "failed", why: wordsFor(error).body })
    if (!isLost(error)) return
    const tried = tries.get(item) ?? 0
    tries.set(item, tried + 1)
    later(item, Math.min(LONGEST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** tried))
  }

  for (const [item, kept] of Object.entries(shelf.takeOver())) {
    drafts.set(item, revived(kept))
    later(item, 0)
  }
  shelf.keep(drafts)

  const all = (keepalive: boolean) => [...drafts.keys()].forEach((item) => void push(item, keepalive))
  return {
    of: (item: string): Draft | undefined => drafts.get(item),
    /** What is not with the server, by item. */
    all: (): ReadonlyMap<string, Draft> => drafts,
    isSavedHere: (item: string): boolean => savedHere.has(item),
    type: (item: string, words: string, known: Known) => {
      savedHere.delete(item)
      tries.delete(item)
      if (step(item, { type: "typed", words, known })) later(item, PAUSE_MS)
    },
    hear: (item: string, known: Known) => {
      if (drafts.has(item)) step(item, { type: "heard", known })
    },
    choose: (item: string, whose: "mine" | "theirs") => {
      if (step(item, { type: "chose", whose })) void push(item)
    },
    /** Lets go of words for good. */
    drop: (item: string) => void step(item, { type: "chose", whose: "theirs" }),
    /** Sends what waits of one item, or of all. */
    flush: (item?: string) => (item ? void push(item) : all(false)),
    /** Sends what waits and answers, once all of it was answered, whether the server has every word. */
    settle: async (): Promise<boolean> => {
      // Twice: what was typed while the first words were on their way goes after them.
      for (let round = 0; round < 2; round++) await Promise.all([...drafts.keys()].map((item) => push(item)))
      return drafts.size === 0
    },
    /** The page goes: words go along with it, and stay on the device in case they do not arrive. */
    leave: () => {
      all(true)
      shelf.leave(drafts)
    },
    /** The page is back, from where the browser kept it. */
    back: () => shelf.keep(drafts),
    watch: (changed: () => void) => {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    version: () => version,
  }
}

const PREFIX = "captions"

/** Where this page keeps its drafts on the device, beside those of other pages. */
function shelfOf(shelves: Shelves, dataset: string, page: string) {
  const mine = `${PREFIX} ${dataset} ${page}`
  const touched = new Map<string, Kept>()
  const store = (key: string, shelf: Shelf) => {
    try {
      shelves.setItem(key, JSON.stringify(shelf))
    } catch {
      // The device keeps nothing (full, or private): the words still live in this page.
    }
  }
  const read = (key: string): Shelf => {
    try {
      return JSON.parse(shelves.getItem(key) ?? "") as Shelf
    } catch {
      return { left: true, drafts: {} } // written by another dashboard
    }
  }
  const write = (drafts: ReadonlyMap<string, Draft>, left: boolean) => {
    for (const item of touched.keys()) if (!drafts.has(item)) touched.delete(item)
    for (const [item, { words, seen }] of drafts) if (touched.get(item)?.words !== words || touched.get(item)?.seen !== seen) touched.set(item, { words, seen, at: Date.now() })
    if (touched.size === 0) shelves.removeItem(mine)
    else store(mine, { left, drafts: Object.fromEntries(touched) })
  }
  const others = () => Array.from({ length: shelves.length }, (_, at) => shelves.key(at)).filter((key): key is string => key !== null && key !== mine && key.startsWith(`${PREFIX} ${dataset} `))
  return {
    keep: (drafts: ReadonlyMap<string, Draft>) => write(drafts, false),
    leave: (drafts: ReadonlyMap<string, Draft>) => write(drafts, true),
    /** Takes over what pages that are gone left behind, and clears it away there. */
    takeOver: (): Record<string, Kept> => {
      const known = others().map((key) => ({ key, shelf: read(key) }))
      const taken = orphans(known.map(({ shelf }) => shelf), Date.now())
      for (const { key, shelf } of known) {
        const rest = Object.entries(shelf.drafts).filter(([item, { at }]) => !taken[item] || taken[item].at < at)
        if (rest.length === 0) shelves.removeItem(key)
        else store(key, { ...shelf, drafts: Object.fromEntries(rest) })
      }
      return taken
    },
  }
}
