/** Neighbouring pictures of a receipt that came to the same are one line, so that a run of 2,000 can be read. */
import { type Receipt } from "../../api/shapes"

export type Fold = { from: number; to: number; charged: number; held: number; reason: string }

/** Indexes count from 0 and are both inside; `charged` and `held` are sums. */
export function foldLines(lines: Receipt["lines"]): Fold[] {
  const folds: (Fold & { each: string })[] = []
  for (const { index, charged, given_back, held, reason } of lines) {
    const each = JSON.stringify([charged, given_back, held, reason])
    const last = folds.at(-1)
    if (last?.each === each && last.to === index - 1) {
      last.to = index
      last.charged += charged
      last.held += held
    } else folds.push({ from: index, to: index, charged, held, reason, each })
  }
  return folds.map(({ from, to, charged, held, reason }) => ({ from, to, charged, held, reason }))
}
