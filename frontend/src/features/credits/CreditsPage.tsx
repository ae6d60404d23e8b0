/** Credits: what is free and held, every movement, what things cost and what they would cost. */
import { useQuery } from "@tanstack/react-query"
import { Download } from "lucide-react"
import { useSearchParams } from "react-router"
import { words } from "#words/credits"
import { costs as costsQuery, credits as creditsQuery, ledgerFile } from "../../api/credits"
import { wordsFor } from "../../api/problem"
import { count, monthOf } from "../../lib/format"
import { DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { Calculator } from "./Calculator"
import { Costs } from "./Costs"
import { Ledger } from "./Ledger"
import { partFrom } from "./ledger-words"
import "./money.css"

export function CreditsPage() {
  const [search] = useSearchParams()
  const now = useQuery(creditsQuery)
  const spent = useQuery(costsQuery)
  const today = new Date().toISOString().slice(0, 7)
  const month = spent.data?.months.find((one) => one.month.startsWith(today))
  const name = monthOf(today)
  const failed = now.error ?? spent.error
  return (
    <main className="page" id="main">
      <PageHead title={words.title} sub={words.sub}>
        <DownloadLink href={ledgerFile(partFrom(search))} name="ledger.csv" label={words.csvLabel}>
          <Download className="ic" />
          {words.csv}
        </DownloadLink>
      </PageHead>
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all([now.refetch(), spent.refetch()])} />}
      {now.data && spent.data && (
        <div className="sums">
          <Sum value={now.data.balance} words={words.free} />
          <Sum value={now.data.held} words={words.held} />
          <Sum value={month?.charged ?? 0} words={words.charged(name)} />
          <Sum value={month?.given_back ?? 0} words={words.givenBack(name)} isGood />
        </div>
      )}
      <div className="split">
        <Ledger balance={now.data?.balance ?? null} />
        <div className="inspector still">
          <Calculator free={now.data?.balance ?? null} />
          {spent.isPending && <span className="skel late block h-40" role="status" aria-label={words.costsLoading} />}
          {spent.data && <Costs costs={spent.data} />}
        </div>
      </div>
    </main>
  )
}

function Sum({ value, words: said, isGood }: { value: number; words: string; isGood?: boolean }) {
  return (
    <div>
      <span className={isGood && value > 0 ? "n pass" : "n"}>{count(value)}</span>
      <span>{said}</span>
    </div>
  )
}
