/** The versions of a model: what trains now, what came of every training, files of other tools. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Plus, Upload } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useParams } from "react-router"
import { words } from "#words/loras"
import { versions } from "../../api/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { VersionCard } from "./VersionCard"
import "./loras.css"

const say = words.list
const ImportDialog = lazy(() => import("./ImportDialog").then(({ ImportDialog }) => ({ default: ImportDialog })))

export function TrainingPage() {
  const { slug = "" } = useParams()
  const mayWrite = useMayWrite()
  const subject = useQuery(subjectQuery(slug))
  const list = useInfiniteQuery(versions(slug))
  const [isImporting, importFile] = useState(false)
  useKeys(mayWrite ? [{ keys: "i", name: say.importFile, where: words.training, act: () => importFile(true) }] : [])
  const failed = subject.error ?? list.error
  const cards = list.data?.pages.flatMap(({ results }) => results)
  const name = subject.data?.name ?? slug
  return (
    <main className="page" id="main">
      <PageHead title={words.training} tab={words.trainingOf(name)} sub={cards && !list.hasNextPage ? say.sub(cards.length) : "\u00a0"}>
        {mayWrite && (
          <>
            <Button onClick={() => importFile(true)}>
              <Upload className="ic" />
              {say.importFile}
            </Button>
            <ButtonLink look="primary" to={paths.newTraining(slug)}>
              <Plus className="ic" />
              {words.newTraining}
            </ButtonLink>
          </>
        )}
      </PageHead>
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all([subject.refetch(), list.refetch()])} />}
      {!cards && !failed && <SkeletonSheet frames={4} label={words.loading} />}
      {cards?.length === 0 && (
        <Empty title={say.none} action={mayWrite && <ButtonLink to={paths.newTraining(slug)}>{words.newTraining}</ButtonLink>}>
          {say.noneHelp(name)}
        </Empty>
      )}
      {cards && cards.length > 0 && (
        <>
          <h2 className="hide">{words.trainingOf(name)}</h2>
          <ul className="versions">
            {cards.map((card) => (
              <VersionCard key={card.id} card={card} slug={slug} />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && (
        <p className="mt-6">
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {say.older}
          </Button>
        </p>
      )}
      <Suspense>{isImporting && subject.data && <ImportDialog subject={subject.data} onClose={() => importFile(false)} />}</Suspense>
    </main>
  )
}
