/** The models: what runs now, a card for each, and the way to a new one. */
import { useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { Link } from "react-router"
import { words } from "#words/subjects"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { overview } from "../../api/subjects"
import { type SubjectCard } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonCards } from "../../ui/Skeleton"
import { WholeWay } from "../../features/demonstrations/WholeWay"
import { NowStrip } from "../../features/runs/NowStrip"
import { ModelCard } from "../../features/subjects/ModelCard"
import "./home.css"

export function HomePage() {
  const { data, error, refetch } = useQuery(overview)
  const mayWrite = useMayWrite()
  return (
    <main className="page" id="main">
      <PageHead title={words.models} sub={data ? totals(data.subjects) : "\u00a0"}>
        {mayWrite && (
          <ButtonLink to={paths.newModel()} look="primary">
            <Plus className="ic" />
            {words.newModel}
          </ButtonLink>
        )}
      </PageHead>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonCards />}
      {data && (
        <>
          <NowStrip running={data.running} covers={Object.fromEntries(data.subjects.map((card) => [card.id, card.cover]))} />
          <h2 className="hide">{words.allModels}</h2>
          {data.subjects.length === 0 ? <FirstModel mayWrite={mayWrite} /> : <Cards subjects={data.subjects} mayWrite={mayWrite} />}
          {mayWrite && <WholeWay />}
        </>
      )}
    </main>
  )
}

function totals(subjects: SubjectCard[]): string {
  const sum = (pick: (card: SubjectCard) => number) => subjects.reduce((total, card) => total + pick(card), 0)
  const photos = sum(({ counts }) => counts.sources + counts.targets)
  return words.totals(subjects.length, photos, sum(({ counts }) => counts.results))
}

function Cards({ subjects, mayWrite }: { subjects: SubjectCard[]; mayWrite: boolean }) {
  return (
    <div className="models">
      {subjects.map((card) => (
        <ModelCard key={card.id} card={card} />
      ))}
      {mayWrite && (
        <Link className="model new" to={paths.newModel()}>
          <span className="cover">
            <Plus className="ic" />
            <span>
              {words.newModel}
              <br />
              <span className="small faint">{words.startWith}</span>
            </span>
          </span>
        </Link>
      )}
    </div>
  )
}

function FirstModel({ mayWrite }: { mayWrite: boolean }) {
  return (
    <Empty
      title={words.none}
      action={
        mayWrite && (
          <ButtonLink to={paths.newModel()} look="primary">
            <Plus className="ic" />
            {words.newModel}
          </ButtonLink>
        )
      }
    >
      {words.noneBody}
    </Empty>
  )
}
