import { describe, expect, it } from "vitest"
import { type LedgerEntry } from "../../api/shapes"
import { filterFrom, linesFrom, partFrom } from "./ledger-words"

const entry = (id: string, kind: LedgerEntry["kind"], amount: number, held: number, run: string | null): LedgerEntry => ({ id, kind, amount, held, run, reference: id, note: "", created_at: "2026-11-22T10:00:00Z" })
const entries = [entry("5", "release", 12, -12, "r"), entry("4", "capture", 0, -12, "r"), entry("3", "capture", 0, -12, "r"), entry("2", "hold", -36, 36, "r"), entry("1", "grant", 500, 0, null)]

describe("the ledger", () => {
  it("puts the charges of a run together and says what was free after each movement", () => {
    const lines = linesFrom(entries, 476, new Map([["r", "Swap 1"]]))
    expect(lines.map(({ what, amount, after }) => [what, amount, after])).toEqual([
      ["Given back", "+12", "476"],
      ["Charged", "24", ""],
      ["Held", "−36", "464"],
      ["Granted", "+500", "500"],
    ])
    expect(lines[1]?.note).toBe("Swap 1, from what was held")
  })

  it("takes its part from the address and drops what is none", () => {
    const at = (query: string) => new URLSearchParams(query)
    expect(partFrom(at("show=back&since=2026-11-01"))).toEqual({ kind: "release,refund", since: "2026-11-01" })
    expect(partFrom(at("show=toString&since=soon&until=2026-11-30"))).toEqual({ until: "2026-11-30" })
    expect(filterFrom(at("show=gifts"))).toBe("all")
  })
})
