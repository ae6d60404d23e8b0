/** Credits: what is free and held, and every movement. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Fragment } from "react"
import { Link, useSearchParams } from "react-router"
import { credits as creditsQuery, ledger } from "../../api/credits"
import { wordsFor } from "../../api/problem"
import { runs } from "../../api/runs"
import { count } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { FILTERS, type Filter, type Line, linesFrom, sumsOf } from "./ledger-words"
import "./money.css"

export function CreditsPage() {
  const [search, setSearch] = useSearchParams()
  const filter = (search.get("show") ?? "all") as Filter
  const now = useQuery(creditsQuery)
  const list = useInfiniteQuery(ledger)
  const known = useInfiniteQuery(runs())
  const titles = new Map(known.data?.pages.flatMap(({ results }) => results.map((run) => [run.id, run.subject ? `${run.title}, ${run.subject.name}` : run.title])))
  const entries = list.data?.pages.flatMap((page) => page.results) ?? []
  const lines = linesFrom(entries, now.data?.balance ?? null, titles).filter(({ shownIn }) => filter === "all" || shownIn === filter)
  const sums = sumsOf(entries, new Date())
  const failed = now.error ?? list.error
  return (
    <main className="page" id="main">
      <PageHead title="Credits" sub="You pay for pictures that are made. What fails comes back at once." />
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all([now.refetch(), list.refetch()])} />}
      {now.data && (
        <div className="sums">
          <Sum value={now.data.balance} words="free to use" />
          <Sum value={now.data.held} words="held by runs" />
          <Sum value={sums.charged} words={`charged in ${sums.month}`} />
          <Sum value={sums.back} words={`given back in ${sums.month}`} isGood />
        </div>
      )}
      <section aria-labelledby="h-ledger">
        <div className="section mt-0!">
          <header className="items-center!">
            <h2 id="h-ledger">Ledger</h2>
            <div className="push row wrap gap-2!" role="group" aria-label="Show">
              {FILTERS.map(([key, words]) => (
                <FilterChip key={key} on={filter === key} onClick={() => setSearch(key === "all" ? {} : { show: key }, { replace: true })}>
                  {words}
                </FilterChip>
              ))}
            </div>
          </header>
        </div>
        {list.isPending && <span className="skel late block h-40" role="status" aria-label="Loading the ledger" />}
        {list.isSuccess && lines.length === 0 ? (
          <Empty title="Nothing here yet">Every hold, charge and return is written here, and none is ever changed.</Empty>
        ) : (
          <Ledger lines={lines} />
        )}
        {list.hasNextPage && (
          <Button className="mt-4" onClick={() => void list.fetchNextPage()} busy={list.isFetchingNextPage && "Loading"}>
            Show older movements
          </Button>
        )}
      </section>
    </main>
  )
}

function Sum({ value, words, isGood }: { value: number; words: string; isGood?: boolean }) {
  return (
    <div>
      <span className={isGood && value > 0 ? "n pass" : "n"}>{count(value)}</span>
      <span>{words}</span>
    </div>
  )
}

function Ledger({ lines }: { lines: Line[] }) {
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th>When</th>
          <th>What</th>
          <th>For</th>
          <th className="num">Credits</th>
          <th className="num">Free after</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="small muted whitespace-nowrap">{line.when}</td>
            <td>
              <b className="font-medium">{line.what}</b>
              <span className="phone small muted block">{line.note}</span>
            </td>
            <td className="muted">{line.run ? <Link to={paths.run(line.run)} className="hover:underline">{line.note}</Link> : <Fragment>{line.note}</Fragment>}</td>
            <td className={`num ${line.tone}`}>{line.amount}</td>
            <td className="num">{line.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
