/** The result desk of a model: every swapped picture, decided on by keyboard, filtered, tagged, taken home. */
import { useQuery } from "@tanstack/react-query"
import { ArrowRightLeft, Download } from "lucide-react"
import { useMemo, useState } from "react"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { deskCounts } from "../../api/swaps"
import { type ResultCounts, type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { ArchiveDialog } from "./ArchiveDialog"
import { DeskBar } from "./DeskBar"
import { DeskSheet, type ToDataset } from "./DeskSheet"
import { type DeskView, filterOf, isNarrowed, readView, writeView } from "./desk-filter"
import { useDesk } from "./use-desk"
import "./desk.css"
import "./matrix.css"

const say = words.desk

/** `onDataset`: opens what puts chosen results of the subject into a dataset. */
export function DeskPage({ onDataset }: { onDataset?: (subject: Subject, ...what: Parameters<ToDataset>) => void }) {
  const { slug = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  if (subject.data) return <Desk key={subject.data.id} subject={subject.data} slug={slug} onDataset={onDataset && ((...what) => onDataset(subject.data, ...what))} />
  return (
    <main className="page" id="main">
      <PageHead title={words.swaps} />
      {subject.error ? <ErrorNotice words={wordsFor(subject.error)} onRetry={() => void subject.refetch()} /> : <SkeletonSheet frames={12} />}
    </main>
  )
}

/** The view lives in the address; a change replaces the entry, so that back leaves the desk. */
function useView(): [DeskView, (view: DeskView) => void] {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  const view = useMemo(() => readView(new URLSearchParams(text)), [text])
  return [view, (next) => setParams(writeView(next), { replace: true, preventScrollReset: true })]
}

function Desk({ subject, slug, onDataset }: { subject: Subject; slug: string; onDataset?: ToDataset }) {
  const [view, setView] = useView()
  const filter = useMemo(() => filterOf(subject.id, view), [subject.id, view])
  const counts = useQuery({ ...deskCounts(filter), throwOnError: false }).data
  const desk = useDesk(filter)
  const [isSaving, save] = useState(false)
  const mayWrite = useMayWrite()
  const { list, results, fresh } = desk
  const isBare = counts?.all === 0 && !isNarrowed(view)
  return (
    <main className="page" id="main">
      <PageHead title={words.swaps} tab={words.swapsOf(subject.name)} sub={counts && counts.all > 0 ? say.sub(counts.all, counts.kept, counts.rejected) : undefined}>
        {results.length > 0 && (
          <Button onClick={() => save(true)} aria-label={say.downloadAll}>
            <Download className="ic" />
            {say.download}
          </Button>
        )}
        {mayWrite && (
          <ButtonLink look="primary" to={paths.newSwap(slug)}>
            <ArrowRightLeft className="ic" />
            {words.newSwap}
          </ButtonLink>
        )}
      </PageHead>
      {!isBare && <DeskBar view={view} counts={counts} onChange={setView} />}
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {!list.data && !list.error && <SkeletonSheet frames={18} />}
      {fresh.length > 0 && (
        <p className="freshbar">
          <Button size="sm" onClick={desk.showFresh}>
            {say.fresh(fresh.length)}
          </Button>
        </p>
      )}
      {list.data && results.length === 0 && <Nothing slug={slug} isBare={isBare} counts={counts} />}
      {results.length > 0 && (
        <DeskSheet
          key={subject.id}
          name={`desk ${writeView(view)}`}
          results={results}
          total={list.hasNextPage ? Math.max(counts?.found ?? 0, results.length) : results.length}
          filter={filter}
          tags={counts?.tags.map(({ name }) => name) ?? []}
          onNearEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          address={writeView(view)}
          onDataset={onDataset}
        />
      )}
      {list.isFetchingNextPage && (
        <p className="hide" role="status">
          {say.loading}
        </p>
      )}
      {isSaving && <ArchiveDialog filter={filter} onClose={() => save(false)} />}
    </main>
  )
}

function Nothing({ slug, isBare, counts }: { slug: string; isBare: boolean; counts: ResultCounts | undefined }) {
  const mayWrite = useMayWrite()
  if (!isBare && counts) return <Empty title={say.nothing}>{say.nothingHelp}</Empty>
  return (
    <Empty title={say.none} action={mayWrite && <ButtonLink look="primary" to={paths.newSwap(slug)}>{words.newSwap}</ButtonLink>}>
      {say.noneHelp}
    </Empty>
  )
}
