/** What a run makes one by one, counted in words: small, because the frame around every page says it. */
import { plural } from "../../lib/format"

/** By its kind; pictures unless it is named here. */
const UNITS: Record<string, string> = { train: "save point" }
const counted = (kind: string, of: number) => plural(of, UNITS[kind] ?? "picture")

export const words = {
  counted,
  doneOf: (kind: string, done: number, total: number) => `${done} of ${counted(kind, total)}`,
}
