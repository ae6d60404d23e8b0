/** A new training: what there is to choose from, and the form once all of it is known. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/loras"
import { datasets as datasetsQuery } from "../../api/datasets"
import { bases as basesQuery } from "../../api/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { LookOnly } from "../../ui/LookOnly"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { TrainingForm } from "./TrainingForm"
import "./loras.css"
import "./new-training.css"

const say = words.fresh

export function NewTrainingPage() {
  const { slug = "" } = useParams()
  const [params] = useSearchParams()
  const mayWrite = useMayWrite()
  const subject = useQuery(subjectQuery(slug))
  const datasets = useInfiniteQuery(datasetsQuery(subject.data?.id))
  const bases = useQuery(basesQuery)
  const asked = [subject, datasets, bases]
  const failed = asked.find(({ error }) => error)?.error
  const choices = datasets.data?.pages.flatMap(({ results }) => results)
  return (
    <main className="page" id="main">
      <PageHead title={words.newTraining} tab={subject.data ? say.tab(subject.data.name) : words.newTraining} sub={say.sub} />
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all(asked.map((query) => query.refetch()))} />}
      {!mayWrite && <LookOnly />}
      {mayWrite && !failed && !(subject.data && choices && bases.data) && <SkeletonSheet label={words.loading} />}
      {mayWrite && subject.data && choices && bases.data && (
        choices.length === 0 ? (
          <Empty title={say.noDatasets} action={<ButtonLink look="primary" to={paths.datasets(slug)}>{say.makeDataset}</ButtonLink>}>
            {say.noDatasetsHelp}
          </Empty>
        ) : (
          <TrainingForm subject={subject.data} datasets={choices} bases={bases.data} dataset={params.get("dataset")} />
        )
      )}
    </main>
  )
}
