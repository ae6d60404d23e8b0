/** A model: its sources and targets, its consent, its runs. */
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query"
import { ArrowRightLeft } from "lucide-react"
import { useMemo } from "react"
import { useParams, useSearchParams } from "react-router"
import { isUsable, photos as photosQuery } from "../../api/photos"
import { wordsFor } from "../../api/problem"
import { runs } from "../../api/runs"
import { overview, subject as subjectQuery } from "../../api/subjects"
import { type Photo, type Subject } from "../../api/shapes"
import { deletePhotos } from "../../features/photos/delete-photos"
import { samePerson } from "../../features/photos/photo-words"
import { PhotoInspector } from "../../features/photos/PhotoInspector"
import { PhotoSheet } from "../../features/photos/PhotoSheet"
import { RunRow } from "../../features/runs/RunRow"
import { ConsentPanel } from "../../features/subjects/ConsentPanel"
import { AttestDialog } from "../../features/uploads/AttestDialog"
import { UploadBar } from "../../features/uploads/UploadBar"
import { UploadButton } from "../../features/uploads/UploadButton"
import { useAdding } from "../../features/uploads/use-adding"
import { useDrop } from "../../features/uploads/use-drop"
import { useSheetAdding } from "../../features/uploads/use-sheet-adding"
import { paths } from "../../lib/paths"
import { NARROW, useMedia } from "../../lib/use-media"
import { Button, ButtonLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"

const NEWEST_RUNS = 5

export function ModelPage() {
  const { slug = "" } = useParams()
  const { data, error, refetch } = useQuery(subjectQuery(slug))
  if (error) {
    return (
      <main className="page" id="main">
        <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />
      </main>
    )
  }
  if (!data) {
    return (
      <main className="page" id="main">
        <SkeletonSheet frames={14} />
      </main>
    )
  }
  return <Model key={data.id} subject={data} />
}

function usePhotos(subjectId: string) {
  const sources = useQuery(photosQuery(subjectId, "source"))
  const targets = useQuery(photosQuery(subjectId, "target"))
  return { sources, targets, all: [...(sources.data ?? []), ...(targets.data ?? [])] }
}

function Model({ subject }: { subject: Subject }) {
  const client = useQueryClient()
  const [search, setSearch] = useSearchParams()
  const isNarrow = useMedia(NARROW)
  const { sources, targets, all } = usePhotos(subject.id)
  const adding = useAdding(subject.id)
  const over = useDrop((files, at) => adding.add(at?.closest<HTMLElement>("[data-role]")?.dataset.role === "target" ? "target" : "source", files))
  const sourceAdding = useSheetAdding("source", adding.source, (files) => adding.add("source", files), over)
  const targetAdding = useSheetAdding("target", adding.target, (files) => adding.add("target", files), over)
  const chosenId = search.get("photo")
  const chosen = all.find(({ id }) => id === chosenId)
  const choose = (photo: Photo | null) => setSearch(photo && photo.id !== chosenId ? { photo: photo.id } : {}, { replace: true, preventScrollReset: true })
  const remove = (photos: Photo[]) => {
    choose(null)
    deletePhotos(client, subject.id, photos)
  }
  const counts = useQuery(overview).data?.subjects.find(({ id }) => id === subject.id)?.counts
  const inspector = chosen && <PhotoInspector photo={chosen} subjectId={subject.id} onClose={() => choose(null)} onDelete={() => remove([chosen])} />
  const sheet = { chosen: chosenId, onChoose: choose, onDeleteRefused: remove, modelName: subject.name }
  const canSwap = Boolean(sources.data?.some(isUsable) && targets.data?.some(isUsable))

  return (
    <main className="page" id="main">
      <PageHead title={subject.name} sub={<Kind subject={subject} />}>
        <UploadButton onFiles={(files) => adding.add("source", files)} />
        {canSwap ? (
          <ButtonLink to={paths.newSwap(subject.slug)} look="primary">
            <ArrowRightLeft className="ic" />
            New swap
          </ButtonLink>
        ) : (
          <Button look="primary" disabled title="A swap needs a source and a target that can be used.">
            <ArrowRightLeft className="ic" />
            New swap
          </Button>
        )}
      </PageHead>
      <div className="split">
        <div>
          {[sources, targets].map(({ error, refetch }, at) => error && <ErrorNotice key={at} words={wordsFor(error)} onRetry={() => void refetch()} />)}
          <PhotoSheet role="source" photos={sources.data} adding={sourceAdding} aside={<SamePerson photos={sources.data ?? []} name={subject.name} />} {...sheet} />
          <PhotoSheet role="target" photos={targets.data} adding={targetAdding} {...sheet} />
        </div>
        <aside className="inspector" aria-label={`About ${subject.name}`}>
          {!isNarrow && inspector}
          <ConsentPanel subject={subject} counts={counts} />
          <NewestRuns subjectId={subject.id} />
        </aside>
      </div>
      {isNarrow && inspector && (
        <Dialog title={chosen.label} bare onClose={() => choose(null)}>
          {inspector}
        </Dialog>
      )}
      {adding.held.length > 0 && <AttestDialog files={adding.held.length} onConfirm={adding.confirm} onClose={adding.drop} />}
      <UploadBar uploads={[adding.source, adding.target]} />
    </main>
  )
}

function Kind({ subject }: { subject: Subject }) {
  return (
    <>
      {subject.kind === "real" ? "Real person" : "Synthetic person"}, trigger word <span className="mono">{subject.trigger_word}</span>
    </>
  )
}

function SamePerson({ photos, name }: { photos: Photo[]; name: string }) {
  const found = useMemo(() => samePerson(photos), [photos])
  if (!found) return null
  return found.same ? <Chip tone="pass">Same person in all {found.measured}</Chip> : <Chip tone="warn">Not all look like {name}</Chip>
}

function NewestRuns({ subjectId }: { subjectId: string }) {
  const { data } = useInfiniteQuery(runs({ subject: subjectId, kind: "swap" }))
  const newest = data?.pages[0]?.results.slice(0, NEWEST_RUNS) ?? []
  return (
    <section className="slip" aria-labelledby="h-runs">
      <header>
        <h2 id="h-runs">Runs</h2>
      </header>
      {data && newest.length === 0 && <p className="small muted">None yet. A swap shows its price before it starts.</p>}
      <ul className="stack loose">
        {newest.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </ul>
    </section>
  )
}
