/** What a change of many captions will do, shown before it is done; pure, and as the server does it. */
import { type DatasetItem } from "../../api/shapes"
import { partsOf } from "./caption-words"
import { placesOf, type Span } from "./pieces"

export type Way = "replace" | "prepend" | "append"
export type Wish = { way: Way; text: string; by: string; matchCase: boolean }

export type Change = { item: DatasetItem; caption: string; after: string; found: Span[] }

const tidied = (text: string) => partsOf(text).map((part) => part.replace(/\s+/g, " ")).join(", ")

function replaced(caption: string, found: readonly Span[], by: string): string {
  let after = ""
  let at = 0
  for (const [start, end] of found) {
    after += caption.slice(at, start) + by
    at = end
  }
  return after + caption.slice(at)
}

/** The captions that would change, each with what it would be. */
export function changesOf(items: readonly DatasetItem[], { way, text, by, matchCase }: Wish): Change[] {
  if (text === "") return []
  return items.flatMap((item) => {
    const { caption } = item
    const found = way === "replace" ? placesOf(caption, text, { matchCase }) : []
    const after = way === "replace" ? replaced(caption, found, by) : tidied(way === "prepend" ? `${text}, ${caption}` : `${caption}, ${text}`)
    return after === caption ? [] : [{ item, caption, after, found }]
  })
}

export const placesFound = (changes: readonly Change[]): number => changes.reduce((sum, { found }) => sum + found.length, 0)
