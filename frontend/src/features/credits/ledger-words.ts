/** The ledger as a person reads it: charges of one run together, what was free after each movement. */
import { words } from "#words/credits"
import { type LedgerPart } from "../../api/credits"
import { type LedgerEntry, type LedgerKind } from "../../api/shapes"
import { count, moment, signed } from "../../lib/format"

export type Filter = keyof typeof KINDS_OF
const KINDS_OF = { all: "", charged: "capture,expiry", back: "release,refund", added: "grant,purchase" }
export const FILTERS = Object.keys(KINDS_OF) as Filter[]

/** The filter of an address; "all" for a word that is none. */
export function filterFrom(search: URLSearchParams): Filter {
  const asked = search.get("show") ?? ""
  return Object.hasOwn(KINDS_OF, asked) ? (asked as Filter) : "all"
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Which part of the ledger an address asks for, without what is not a day or a kind. */
export function partFrom(search: URLSearchParams): LedgerPart {
  const [since, until] = ["since", "until"].map((name) => search.get(name) ?? "")
  const kind = KINDS_OF[filterFrom(search)]
  return { ...(kind && { kind }), ...(since && DAY.test(since) && { since }), ...(until && DAY.test(until) && { until }) }
}

const kindOf = (entry: LedgerEntry): LedgerKind => entry.kind.toLowerCase() as LedgerKind

export type Line = { id: string; when: string; what: string; note: string; run: string | null; amount: string; tone: string; after: string }

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
    const note = entry.note || noteFor(kind, entry.run === null ? undefined : titles.get(entry.run))
    lines.push({ id: entry.id, when: moment(entry.created_at), what: words.ledger.kinds[kind], note, run: entry.run, amount: "", tone: "", after: after === null || entry.amount === 0 ? "" : count(after), entries: [entry] })
  }
  return lines.map(({ entries: members, ...line }) => ({ ...line, ...figures(members) }))
}

function noteFor(kind: LedgerKind, title: string | undefined): string {
  const name = title ?? words.ledger.aRun
  if (kind === "capture") return words.ledger.fromHeld(name)
  return kind === "release" ? words.ledger.notMade(name) : kind === "hold" ? name : ""
}

function figures(members: LedgerEntry[]): { amount: string; tone: string } {
  const amount = members.reduce((sum, entry) => sum + entry.amount, 0)
  const moved = members.reduce((sum, entry) => sum + Math.abs(entry.held), 0)
  if (amount === 0) return { amount: count(moved), tone: "faint" }
  return { amount: signed(amount), tone: amount > 0 ? "pass" : "" }
}
