/** The operator's page: health of the installation, users, credits, prices and engines, each from its feature. */
import { useQuery } from "@tanstack/react-query"
import { words } from "#words/operator"
import { me as meQuery } from "../../api/account"
import { health as healthQuery } from "../../api/operator"
import { wordsFor } from "../../api/problem"
import { type Health } from "../../api/shapes"
import { UserTable } from "../../features/accounts/UserTable"
import { Grants } from "../../features/credits/Grants"
import { Prices } from "../../features/credits/Prices"
import { Switches } from "../../features/engines/Switches"
import { count, moment } from "../../lib/format"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"

export function OperatorSection() {
  const { data: me } = useQuery(meQuery)
  if (!me) return null
  if (!me.user.is_operator) {
    return (
      <>
        <PageHead title={words.title} />
        <Notice title={words.notYou}>{words.notYouBody}</Notice>
      </>
    )
  }
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <a className="link" href="/operator/">
          {words.tables}
        </a>
      </PageHead>
      <HealthPanel />
      <UserTable />
      <Grants />
      <Prices />
      <Switches />
    </>
  )
}

const NEARLY_FULL = 0.05
const GIGABYTE = 1e9

function HealthPanel() {
  const { data, error, refetch } = useQuery(healthQuery)
  return (
    <section aria-labelledby="h-health">
      <h2 id="h-health">{words.health}</h2>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {!data && !error && <span className="skel late block h-40" role="status" aria-label={words.loading} />}
      {data && <HealthFacts health={data} />}
    </section>
  )
}

function HealthFacts({ health }: { health: Health }) {
  const isStuck = health.waiting > 0 && health.workers.length === 0
  return (
    <div className="panel stack loose">
      {isStuck && (
        <Notice tone="warn" title={words.stuck}>
          {words.stuckBody}
        </Notice>
      )}
      {health.disk_free / health.disk_total < NEARLY_FULL && (
        <Notice tone="warn" title={words.diskLow}>
          {words.diskLowBody}
        </Notice>
      )}
      <Facts
        facts={[
          [words.workers, health.workers.length ? count(health.workers.length) : words.noWorker],
          [words.running, count(health.running)],
          [words.queue, [count(health.waiting), health.waiting_since && words.since(moment(health.waiting_since))].filter(Boolean).join(", ")],
          [words.doorbell, health.doorbell ? words.answers : words.silent, { tone: health.doorbell ? "pass" : "refuse" }],
          [words.disk, words.of(health.disk_free / GIGABYTE, health.disk_total / GIGABYTE)],
          [words.letters, health.letters ? words.sent : words.printed],
          [words.database, health.database],
          [words.version, health.version],
        ]}
      />
    </div>
  )
}
