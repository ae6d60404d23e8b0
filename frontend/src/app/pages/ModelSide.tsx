/** What is known of a model beside its photos: its consent, the photos that would help, its newest runs. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { words } from "#words/model"
import { runs } from "../../api/runs"
import { type Subject, type SubjectCard } from "../../api/shapes"
import { ShotList } from "../../features/photos/ShotList"
import { RunRow } from "../../features/runs/RunRow"
import { ConsentPanel } from "../../features/subjects/ConsentPanel"

const NEWEST_RUNS = 5

export function ModelSide({ subject, counts }: { subject: Subject; counts: SubjectCard["counts"] | undefined }) {
  return (
    <>
      <ConsentPanel subject={subject} counts={counts} />
      <ShotList subject={subject} />
      <NewestRuns subjectId={subject.id} />
    </>
  )
}

function NewestRuns({ subjectId }: { subjectId: string }) {
  const { data } = useInfiniteQuery(runs({ subject: subjectId, kind: "swap" }))
  const newest = data?.pages[0]?.results.slice(0, NEWEST_RUNS) ?? []
  return (
    <section className="slip" aria-labelledby="h-runs">
      <header>
        <h2 id="h-runs">{words.runs}</h2>
      </header>
      {data && newest.length === 0 && <p className="small muted">{words.noRuns}</p>}
      <ul className="stack loose">
        {newest.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  )
}
