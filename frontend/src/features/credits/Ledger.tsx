/** The ledger as a table, or the part of it that the address asks for. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useSearchParams } from "react-router"
import { words } from "#words/credits"
import { ledger as ledgerQuery } from "../../api/credits"
import { wordsFor } from "../../api/problem"
import { runs } from "../../api/runs"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { FILTERS, filterFrom, type Line, linesFrom, partFrom } from "./ledger-words"

export function Ledger({ balance }: { balance: number | null }) {
  const [search, setSearch] = useSearchParams()
  const part = partFrom(search)
  const isWhole = Object.keys(part).length === 0
  const list = useInfiniteQuery(ledgerQuery(part))
  const known = useInfiniteQuery(runs({ kind: "swap" }))
  const titles = new Map(known.data?.pages.flatMap(({ results }) => results.map((run) => [run.id, run.subject ? `${run.title}, ${run.subject.name}` : run.title])))
  const entries = list.data?.pages.flatMap((page) => page.results) ?? []
  const set = (name: string, value: string) =>
    setSearch(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  return (
    <section aria-labelledby="h-ledger">
      <div className="section mt-0!">
        <header className="items-center! flex-wrap">
          <h2 id="h-ledger">{words.ledger.title}</h2>
          <div className="push row wrap gap-2!">
            <div className="row gap-2! days">
              <Day label={words.ledger.since} value={part.since ?? ""} onChange={(day) => set("since", day)} />
              <Day label={words.ledger.until} value={part.until ?? ""} onChange={(day) => set("until", day)} />
            </div>
            <div className="row wrap gap-2!" role="group" aria-label={words.ledger.show}>
              {FILTERS.map((key) => (
                <FilterChip key={key} on={filterFrom(search) === key} onClick={() => set("show", key === "all" ? "" : key)}>
                  {words.ledger.filters[key]}
                </FilterChip>
              ))}
            </div>
          </div>
        </header>
      </div>
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.ledger.loading} />}
      {list.isSuccess && entries.length === 0 && <Empty title={isWhole ? words.ledger.empty : words.ledger.emptyFilter}>{isWhole ? words.ledger.emptyBody : words.ledger.emptyFilterBody}</Empty>}
      {entries.length > 0 && <Table lines={linesFrom(entries, isWhole ? balance : null, titles)} hasAfter={isWhole} />}
      {list.hasNextPage && (
        <Button className="mt-4" onClick={() => void list.fetchNextPage()} busy={list.isFetchingNextPage && words.ledger.olderBusy}>
          {words.ledger.older}
        </Button>
      )}
    </section>
  )
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="row small muted gap-2!">
      {label}
      <input type="date" className="input day" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

function Table({ lines, hasAfter }: { lines: Line[]; hasAfter: boolean }) {
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th>{words.ledger.when}</th>
          <th>{words.ledger.what}</th>
          <th>{words.ledger.for}</th>
          <th className="num">{words.ledger.credits}</th>
          {hasAfter && <th className="num">{words.ledger.after}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="small muted whitespace-nowrap">{line.when}</td>
            <td>
              <b className="font-medium">{line.what}</b>
              <span className="phone small muted block">{line.run ? <Link to={paths.receipt(line.run)}>{line.note}</Link> : line.note}</span>
            </td>
            <td className="muted">
              {line.run ? (
                <Link to={paths.receipt(line.run)} className="hover:underline">
                  {line.note}
                </Link>
              ) : (
                line.note
              )}
            </td>
            <td className={`num ${line.tone}`}>{line.amount}</td>
            {hasAfter && <td className="num">{line.after}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
