/** A model: its sources and targets, its consent, its runs. */
import { useQuery } from "@tanstack/react-query"
import { AlertTriangle, ArrowRightLeft, Info, ListChecks } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useNavigate, useParams } from "react-router"
import { words } from "#words/model"
import { words as photoWords } from "#words/photos"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { overview, subject as subjectQuery } from "../../api/subjects"
import { type PhotoDesk, type PhotoRole, type Subject } from "../../api/shapes"
import { PhotoSheet } from "../../features/photos/PhotoSheet"
import { SetChips } from "../../features/photos/SetChips"
import { type Sheet, useSheet } from "../../features/photos/use-sheet"
import { useTargetSets } from "../../features/photos/use-target-sets"
import { AddFromPhone } from "../../features/uploads/AddFromPhone"
import { UploadButton } from "../../features/uploads/UploadButton"
import { useAdding } from "../../features/uploads/use-adding"
import { useDrop } from "../../features/uploads/use-drop"
import { useLanded } from "../../features/uploads/use-uploads"
import { useSheetAdding } from "../../features/uploads/use-sheet-adding"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { NARROW, useMedia } from "../../lib/use-media"
import { Button, ButtonLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"

// What stands beside the sheets comes with their photos, and holds up nothing.
const side = import("./ModelSide")
const ModelSide = lazy(async () => ({ default: (await side).ModelSide }))
// What opens over or beside the sheets is fetched when it is opened.
const AttestDialog = lazy(async () => ({ default: (await import("../../features/uploads/AttestDialog")).AttestDialog }))
const PhotoInspector = lazy(async () => ({ default: (await import("../../features/photos/PhotoInspector")).PhotoInspector }))
const ReviewMode = lazy(async () => ({ default: (await import("../../features/photos/ReviewMode")).ReviewMode }))
const AddToDataset = lazy(async () => ({ default: (await import("../../features/datasets/AddToDataset")).AddToDataset }))
const SetDialog = lazy(async () => ({ default: (await import("../../features/photos/SetDialog")).SetDialog }))

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

/** Which photo the keys and the inspector mean: the one the arrows or a click came to last. */
function useActivePhoto() {
  const [active, setActive] = useState<{ role: PhotoRole; id: string } | null>(null)
  const [isShown, show] = useState(true)
  return { active, setActive, isShown, show }
}

function Model({ subject }: { subject: Subject }) {
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const isNarrow = useMedia(NARROW)
  const sets = useTargetSets(subject)
  const sheets = { source: useSheet(subject.id, "source", null), target: useSheet(subject.id, "target", sets.within) }
  const { active, setActive, isShown, show } = useActivePhoto()
  useLanded(subject.id, "target", sets.put)
  const [collecting, collect] = useState<string[]>([])
  const [judging, judge] = useState<PhotoRole | null>(null)
  const adding = useAdding(subject.id)
  const held = useDrop((files, at) => mayWrite && adding.add(at?.closest<HTMLElement>("[data-role]")?.dataset.role === "target" ? "target" : "source", files))
  const over = mayWrite ? held : { isOver: false, files: 0 }
  const sourceAdding = useSheetAdding("source", adding.source, (files) => adding.add("source", files), over)
  const targetAdding = useSheetAdding("target", adding.target, (files) => adding.add("target", files), over)
  useKeys([{ keys: "i", name: photoWords.keys.inspector, where: photoWords.keys.where, act: () => show(!isShown) }])
  const counts = useQuery(overview).data?.subjects.find(({ id }) => id === subject.id)?.counts
  const sheet = active ? sheets[active.role] : null
  const tile = sheet?.tiles.find(({ id }) => id === active?.id)
  const props = (role: PhotoRole) => ({
    subjectId: subject.id,
    role,
    sheet: sheets[role],
    modelName: subject.name,
    active: active?.role === role ? active.id : null,
    onActive: (id: string) => setActive((was) => (was?.id === id ? was : { role, id })),
    onOpen: (id: string) => void navigate(paths.photo(subject.slug, id)),
    onNewSet: () => sets.setNaming(true),
  })
  return (
    <main className="page" id="main">
      <PageHead title={subject.name} sub={<Kind subject={subject} />}>
        {mayWrite && (
          <>
            <AddFromPhone subject={subject.id} />
            <UploadButton onFiles={(files) => adding.add("source", files)} />
            <NewSwap slug={subject.slug} isPossible={canSwap(sheets.source.desk) && canSwap(sheets.target.desk)} />
          </>
        )}
      </PageHead>
      <div className="split">
        <div>
          <PhotoSheet
            {...props("source")}
            onDataset={collect}
            adding={sourceAdding}
            aside={
              <>
                <SamePerson sheet={sheets.source} />
                <JudgeButton role="source" sheet={sheets.source} onJudge={() => judge("source")} />
              </>
            }
          />
          <PhotoSheet
            {...props("target")}
            adding={targetAdding}
            sets={sets.all}
            openSet={sets.open}
            above={<SetChips subject={subject} sets={sets.all} open={sets.open} total={sheets.target.desk?.order.length ?? 0} onOpen={sets.setOpen} onNew={() => sets.setNaming(true)} actions={sheets.target.actions} />}
            aside={<JudgeButton role="target" sheet={sheets.target} onJudge={() => judge("target")} />}
          />
        </div>
        <aside className="inspector" aria-label={words.about(subject.name)}>
          <Suspense>
            {active && tile && sheet && isShown && !isNarrow && (
              <PhotoInspector key={active.id} subject={subject} role={active.role} id={active.id} tile={tile} actions={sheet.actions} onStack={sheet.fold} onClose={() => show(false)} />
            )}
          </Suspense>
          {active && tile && !isShown && !isNarrow && (
            <Button size="sm" onClick={() => show(true)}>
              <Info className="ic" />
              {photoWords.showInspector}
              <kbd>{photoWords.inspectorKey}</kbd>
            </Button>
          )}
          <Suspense>
            <ModelSide subject={subject} counts={counts} />
          </Suspense>
        </aside>
      </div>
      <Suspense>
        {sets.isNaming && <SetDialog title={photoWords.newSet} button={sets.buttonFor(sheets.target.chosen.length)} onClose={() => sets.setNaming(false)} onName={(name) => sets.make(name, sheets.target.chosen)} />}
        {collecting.length > 0 && <AddToDataset subject={subject} kind="photos" many={collecting.length} ids={async () => collecting} onClose={() => collect([])} />}
        {judging && <ReviewMode subjectId={subject.id} role={judging} order={reviewOrder(sheets[judging])} actions={sheets[judging].actions} onClose={() => judge(null)} />}
        {adding.held.length > 0 && <AttestDialog files={adding.held.length} onConfirm={adding.confirm} onClose={adding.drop} />}
      </Suspense>
    </main>
  )
}

/** Whether anything of a desk may be used; whether it fits is said where the swap is planned. */
const canSwap = (desk: PhotoDesk | undefined): boolean => desk !== undefined && desk.order.length > desk.rejected.length

/** What is not decided comes first to judge; where all is, all of what is shown. */
function reviewOrder({ desk, order }: Sheet): string[] {
  const decided = new Set([...(desk?.kept ?? []), ...(desk?.rejected ?? [])])
  const open = order.filter((id) => !decided.has(id))
  return open.length > 0 ? open : order
}

function NewSwap({ slug, isPossible }: { slug: string; isPossible: boolean }) {
  const inside = (
    <>
      <ArrowRightLeft className="ic" />
      {words.newSwap}
    </>
  )
  if (isPossible) {
    return (
      <ButtonLink to={paths.newSwap(slug)} look="primary">
        {inside}
      </ButtonLink>
    )
  }
  return (
    <Button look="primary" disabled title={words.needsBoth}>
      {inside}
    </Button>
  )
}

function JudgeButton({ role, sheet, onJudge }: { role: PhotoRole; sheet: Sheet; onJudge: () => void }) {
  if (!useMayWrite() || sheet.order.length < 2) return null
  return (
    <Button size="sm" aria-label={photoWords.reviewOf[role]} onClick={onJudge}>
      <ListChecks className="ic" />
      {photoWords.judge}
    </Button>
  )
}

function Kind({ subject }: { subject: Subject }) {
  return (
    <>
      {words.kind[subject.kind]}, {words.triggerWord} <span className="mono">{subject.trigger_word}</span>
    </>
  )
}

/** "Same person in all 11", or who looks like somebody else; pressing that shows them. */
function SamePerson({ sheet }: { sheet: Sheet }) {
  const found = sheet.desk?.same_person
  if (!found) return null
  if (found.verdict === "same") return <Chip tone="pass">{found.sentence}</Chip>
  if (found.odd.length === 0) return <Chip tone="warn">{found.sentence}</Chip>
  return (
    <button type="button" className="chip warn" aria-pressed={sheet.filter === "odd"} onClick={() => sheet.setFilter(sheet.filter === "odd" ? "all" : "odd")}>
      <AlertTriangle className="ic" />
      {found.sentence}
    </button>
  )
}
