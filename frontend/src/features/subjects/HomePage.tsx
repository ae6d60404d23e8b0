/** The models: what runs now, a card for each, and the way to a new one. */
import { useQuery } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { Link } from "react-router"
import { wordsFor } from "../../api/problem"
import { overview } from "../../api/subjects"
import { type SubjectCard } from "../../api/shapes"
import { plural } from "../../lib/format"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonCards } from "../../ui/Skeleton"
import { NowStrip } from "../runs/NowStrip"
import { ModelCard } from "./ModelCard"
import "./home.css"

export function HomePage() {
  const { data, error, refetch } = useQuery(overview)
  return (
    <main className="page" id="main">
      <PageHead title="Models" sub={data ? totals(data.subjects) : "\u00a0"}>
        <ButtonLink to={paths.newModel()} look="primary">
          <Plus className="ic" />
          New model
        </ButtonLink>
      </PageHead>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonCards />}
      {data && (
        <>
          <NowStrip running={data.running} covers={Object.fromEntries(data.subjects.map((card) => [card.id, card.cover]))} />
          <h2 className="hide">All models</h2>
          {data.subjects.length === 0 ? <FirstModel /> : <Cards subjects={data.subjects} />}
        </>
      )}
    </main>
  )
}

function totals(subjects: SubjectCard[]): string {
  const sum = (pick: (card: SubjectCard) => number) => subjects.reduce((total, card) => total + pick(card), 0)
  const photos = sum(({ counts }) => counts.sources + counts.targets)
  return `${plural(subjects.length, "model")}, ${plural(photos, "photo")}, ${plural(sum(({ counts }) => counts.results), "swapped picture")}`
}

function Cards({ subjects }: { subjects: SubjectCard[] }) {
  return (
    <div className="models">
      {subjects.map((card) => (
        <ModelCard key={card.id} card={card} />
      ))}
      <Link className="model new" to={paths.newModel()}>
        <span className="cover">
          <Plus className="ic" />
          <span>
            New model
            <br />
            <span className="small faint">Start with 10 to 20 photos of one person</span>
          </span>
        </span>
      </Link>
    </div>
  )
}

function FirstModel() {
  return (
    <Empty
      title="No models yet"
      action={
        <ButtonLink to={paths.newModel()} look="primary">
          <Plus className="ic" />
          New model
        </ButtonLink>
      }
    >
      A model is one person, with that person’s consent, or one you made up. Ten to twenty photos of one face are a good start.
    </Empty>
  )
}
