/** Which prices of the book count now: of each capability and engine the latest that has begun. */
import { type Price } from "../../api/shapes"

export type Standing = { price: Price; standing: "later" | "now" | "before" }

/** In the order of the book: within a capability and engine the newest first. */
export function standingOf(book: Price[]): Standing[] {
  const counted = new Set<string>()
  return book.map((price) => {
    const what = `${price.capability}/${price.engine}`
    if (!price.has_begun) return { price, standing: "later" }
    if (counted.has(what)) return { price, standing: "before" }
    counted.add(what)
    return { price, standing: "now" }
  })
}
