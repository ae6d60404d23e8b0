/** The queue on top, below it all runs, newest first. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { useSearchParams } from "react-router"
import { wordsFor } from "../../api/problem"
import { runs } from "../../api/runs"
import { overview } from "../../api/subjects"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Empty } from "../../ui/Empty"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { words } from "#words/runs"
import { QueueSection } from "./QueueSection"
import { RunTable } from "./RunTable"

const SAY = words.page
const STATUSES = ["running", "queued", "paused", "succeeded", "failed", "cancelled"] as const
const KINDS = Object.entries(SAY.kinds)

export function RunsPage() {
  const [search] = useSearchParams()
  const [status, kind, subject] = [search.get("status") ?? "", search.get("kind") ?? "swap", search.get("model") ?? ""]
  const list = useInfiniteQuery(runs({ kind, status: status || undefined, subject: subject || undefined }))
  const all = list.data?.pages.flatMap((page) => page.results) ?? []
  const isFiltered = Boolean(status || subject || kind !== "swap")
  return (
    <main className="page" id="main">
      <PageHead title={SAY.title} sub={SAY.sub} />
      <QueueSection />
      <h2 className="mb-3">{SAY.history}</h2>
      <Filters status={status} kind={kind} subject={subject} />
      {list.error && (
        <Notice tone="refuse" title={wordsFor(list.error).title} action={<Button size="sm" onClick={() => void list.refetch()}>{SAY.tryAgain}</Button>}>
          {wordsFor(list.error).body}
        </Notice>
      )}
      {list.isPending && <RowSkeletons />}
      {list.isSuccess && all.length === 0 && (
        <Empty title={isFiltered ? SAY.noneLikeThis : SAY.none} action={<ButtonLink to={paths.home()} look="primary">{SAY.chooseModel}</ButtonLink>}>
          {SAY.whatIsARun}
        </Empty>
      )}
      {all.length > 0 && <RunTable all={all} />}
      {list.hasNextPage && (
        <Button className="mt-4" onClick={() => void list.fetchNextPage()} busy={list.isFetchingNextPage && SAY.loading}>
          {SAY.older}
        </Button>
      )}
    </main>
  )
}

function Filters({ status, kind, subject }: { status: string; kind: string; subject: string }) {
  const [, setSearch] = useSearchParams()
  const { data } = useQuery(overview)
  const choose = (name: string, value: string) =>
    setSearch(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  return (
    <div className="row wrap mb-4">
      <div className="row wrap" role="group" aria-label={SAY.show}>
        <FilterChip on={status === ""} onClick={() => choose("status", "")}>
          {SAY.all}
        </FilterChip>
        {STATUSES.map((key) => (
          <FilterChip key={key} on={status === key} onClick={() => choose("status", key)}>
            {words.status[key]}
          </FilterChip>
        ))}
      </div>
      <div className="row wrap push">
        <select className="input w-auto!" aria-label={SAY.model} value={subject} onChange={(event) => choose("model", event.target.value)}>
          <option value="">{SAY.everyModel}</option>
          {data?.subjects.map((model) => (
            <option key={model.id} value={model.id}>
              {model.name}
            </option>
          ))}
        </select>
        <select className="input w-auto!" aria-label={SAY.kind} value={kind} onChange={(event) => choose("kind", event.target.value === "swap" ? "" : event.target.value)}>
          {KINDS.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function RowSkeletons() {
  return (
    <div className="stack late" role="status" aria-label={SAY.loadingRuns}>
      {Array.from({ length: 6 }, (_, at) => (
        <span key={at} className="skel h-12" />
      ))}
    </div>
  )
}
