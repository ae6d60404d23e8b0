/** The datasets of a model: a card each, and a new one from kept results, photos or a zip. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useParams } from "react-router"
import { words } from "#words/datasets"
import { datasets } from "../../api/datasets"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { type Subject } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { DatasetCard } from "./DatasetCard"
import "./datasets.css"

const say = words.list
const NewDatasetDialog = lazy(async () => ({ default: (await import("./NewDatasetDialog")).NewDatasetDialog }))

export function DatasetsPage() {
  const { slug = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  return (
    <main className="page" id="main">
      {subject.error && <ErrorNotice words={wordsFor(subject.error)} onRetry={() => void subject.refetch()} />}
      {!subject.data && !subject.error && <SkeletonSheet frames={6} />}
      {subject.data && <All key={subject.data.id} subject={subject.data} />}
    </main>
  )
}

function All({ subject }: { subject: Subject }) {
  const list = useInfiniteQuery(datasets(subject.id))
  const mayWrite = useMayWrite()
  const [isMaking, make] = useState(false)
  const all = list.data?.pages.flatMap(({ results }) => results) ?? []
  const button = mayWrite && (
    <Button look="primary" onClick={() => make(true)}>
      <Plus className="ic" />
      {say.fresh}
    </Button>
  )
  return (
    <>
      <PageHead title={words.title} tab={words.titleOf(subject.name)} sub={words.sub}>
        {all.length > 0 && button}
      </PageHead>
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonSheet frames={6} />}
      {list.data && all.length === 0 && (
        <Empty title={say.none} action={button}>
          {say.noneHelp(subject.name)}
        </Empty>
      )}
      {all.length > 0 && (
        <ul className="datasets" aria-label={say.label}>
          {all.map((one) => (
            <li key={one.id}>
              <DatasetCard of={one} slug={subject.slug} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p className="mt-6">
          <Button onClick={() => void list.fetchNextPage()}>{say.more}</Button>
        </p>
      )}
      <Suspense>{isMaking && <NewDatasetDialog subject={subject} onClose={() => make(false)} />}</Suspense>
    </>
  )
}
