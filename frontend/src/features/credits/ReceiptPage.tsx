/** The receipt of a run: what was held, charged picture by picture, and given back with the reason. */
import { useQuery } from "@tanstack/react-query"
import { Check, Clock, Printer, X } from "lucide-react"
import { Link, useParams } from "react-router"
import { words } from "#words/credits"
import { receipt as receiptQuery } from "../../api/credits"
import { wordsFor } from "../../api/problem"
import { type Receipt } from "../../api/shapes"
import { count, moment } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { PageHead } from "../../ui/PageHead"
import { type Fold, foldLines } from "./fold-lines"
import "./money.css"

export function ReceiptPage() {
  const { run = "" } = useParams()
  const { data, error, refetch } = useQuery(receiptQuery(run))
  return (
    <main className="page" id="main">
      <div className="slipwide">
        <PageHead title={data ? words.receipt.title(data.run.title) : words.receipt.title(words.ledger.aRun)} sub={data && words.receipt.of(data.run.subject?.name ?? "", moment(data.run.created_at))}>
          <Button onClick={() => window.print()}>
            <Printer className="ic" />
            {words.receipt.print}
          </Button>
        </PageHead>
        {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
        {!data && !error && <span className="skel late block h-40" role="status" aria-label={words.receipt.loading} />}
        {data && <Slip receipt={data} />}
        <p className="small mt-4">
          <Link className="link" to={paths.credits()}>
            {words.receipt.ledger}
          </Link>
        </p>
      </div>
    </main>
  )
}

function Sign({ line }: { line: Fold }) {
  if (line.reason) return <X className="ic refuse" aria-hidden="true" />
  return line.held > 0 ? <Clock className="ic faint" aria-hidden="true" /> : <Check className="ic pass" aria-hidden="true" />
}

function Slip({ receipt }: { receipt: Receipt }) {
  const { run, lines } = receipt
  const charged = lines.filter((line) => line.charged > 0).length
  const isOver = run.finished_at !== null
  return (
    <div className="receipt">
      <FrameBar cells={cellsFrom(run.items, !isOver)} />
      <ul aria-label={words.receipt.picture}>
        {foldLines(lines).map((line) => (
          <li key={line.from}>
            <Sign line={line} />
            <span>
              {line.from === line.to ? words.receipt.one(line.from + 1) : words.receipt.same(line.from + 1, line.to + 1)}
              <span className="muted block">{line.reason || (line.held > 0 ? words.receipt.waiting : words.receipt.made)}</span>
            </span>
            <span className="n">{count(line.charged)}</span>
          </li>
        ))}
      </ul>
      <div className="dash" />
      <Facts
        facts={[
          [words.receipt.held, count(receipt.held)],
          [words.receipt.chargedCount(charged), count(receipt.charged)],
          receipt.released > 0 && [words.receipt.back, count(receipt.released), { tone: "pass" as const }],
          receipt.refunded > 0 && [words.receipt.refunded, count(receipt.refunded), { tone: "pass" as const }],
          [words.receipt.stillHeld, count(receipt.still_held), { sum: true }],
        ]}
      />
      {isOver && receipt.charged === 0 && <p className="small pass">{words.receipt.zero}</p>}
      <ButtonLink to={paths.run(run.id)}>{words.receipt.open}</ButtonLink>
    </div>
  )
}
