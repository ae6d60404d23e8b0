/** The ledger as a person reads it: charges of one run together, what was free after each movement. */
import { type LedgerEntry, type LedgerKind } from "../../api/shapes"
import { count, moment, signed } from "../../lib/format"

export type Filter = "all" | "charged" | "back" | "added"
export const FILTERS: readonly (readonly [Filter, string])[] = [
  ["all", "All"],
  ["charged", "Charged"],
  ["back", "Given back"],
  ["added", "Added"],
]

const KINDS: Record<LedgerKind, { what: string; shownIn: Filter }> = {
  grant: { what: "Granted", shownIn: "added" },
  purchase: { what: "Bought", shownIn: "added" },
  hold: { what: "Held", shownIn: "all" },
  capture: { what: "Charged", shownIn: "charged" },
  release: { what: "Given back", shownIn: "back" },
  refund: { what: "Refunded", shownIn: "back" },
  expiry: { what: "Expired", shownIn: "charged" },
}
const kindOf = (entry: LedgerEntry): LedgerKind => entry.kind.toLowerCase() as LedgerKind

export type Line = { id: string; when: string; what: string; note: string; run: string | null; amount: string; tone: string; after: string; shownIn: Filter }

/** Entries newest first; `balance` is what is free now, null while unknown; `titles` names runs by id. Neighbouring entries of one kind and run become one line. */
export function linesFrom(entries: LedgerEntry[], balance: number | null, titles: Map<string, string>): Line[] {
  let free = balance
  const lines: (Line & { entries: LedgerEntry[] })[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    const kind = kindOf(entry)
    const first = last?.entries[0]
    const after = free
    if (free !== null) free -= entry.amount
    if (last && first && kindOf(first) === kind && first.run !== null && first.run === entry.run) {
      last.entries.push(entry)
      continue
    }
    lines.push({ id: entry.id, when: moment(entry.created_at), what: KINDS[kind].what, note: entry.note || noteFor(kind, entry.run === null ? undefined : titles.get(entry.run)), run: entry.run, amount: "", tone: "", after: after === null || entry.amount === 0 ? "" : count(after), shownIn: KINDS[kind].shownIn, entries: [entry] })
  }
  return lines.map(({ entries: members, ...line }) => ({ ...line, ...figures(members) }))
}

function noteFor(kind: LedgerKind, title: string | undefined): string {
  const name = title ?? "A run"
  if (kind === "capture") return `${name}, from what was held`
  return kind === "release" ? `${name}, pictures not made` : kind === "hold" ? name : ""
}

function figures(members: LedgerEntry[]): { amount: string; tone: string } {
  const amount = members.reduce((sum, entry) => sum + entry.amount, 0)
  const moved = members.reduce((sum, entry) => sum + Math.abs(entry.held), 0)
  if (amount === 0) return { amount: count(moved), tone: "faint" }
  return { amount: signed(amount), tone: amount > 0 ? "pass" : "" }
}

/** What was charged and given back in the month of `now`, as far as the entries reach. */
export function sumsOf(entries: LedgerEntry[], now: Date): { month: string; charged: number; back: number } {
  const month = now.toLocaleDateString("en", { month: "long" })
  const inMonth = entries.filter(({ created_at }) => {
    const at = new Date(created_at)
    return at.getMonth() === now.getMonth() && at.getFullYear() === now.getFullYear()
  })
  const sum = (kind: LedgerKind) => inMonth.filter((entry) => kindOf(entry) === kind).reduce((total, entry) => total + Math.abs(entry.held), 0)
  return { month, charged: sum("capture"), back: sum("release") }
}
