/** One photo: as large as there is room, its report as sentences, its faces, crop and turn, the one before and after. */
import { useQuery } from "@tanstack/react-query"
import { ChevronLeft, ChevronRight, Crop, Trash2 } from "lucide-react"
import { useState } from "react"
import { Link, useNavigate, useParams } from "react-router"
import { words } from "#words/photos"
import { desk as deskQuery, photoRow } from "../../api/desk"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { type Photo, type PhotoDecision, type PhotoRole, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { CropEditor } from "./CropEditor"
import { DecisionSeg } from "./DecisionSeg"
import { FacePicker } from "./FacePicker"
import { useHidden } from "../../lib/hidden"
import { altFor } from "./photo-words"
import { PhotoFacts, ReportLines } from "./ReportLines"
import { useDeskActions } from "./use-desk"
import "./photo.css"

export function PhotoPage() {
  const { slug = "", id = "" } = useParams()
  const { data: subject, error, refetch } = useQuery(subjectQuery(slug))
  return (
    <main className="page" id="main">
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {subject && <Found subject={subject} id={id} />}
    </main>
  )
}

/** Whether it is a source or a target is told by the desk it lies on. */
function Found({ subject, id }: { subject: Subject; id: string }) {
  const sources = useQuery(deskQuery(subject.id, "source"))
  const targets = useQuery(deskQuery(subject.id, "target"))
  const hidden = useHidden()
  const error = sources.error ?? targets.error
  if (error) return <ErrorNotice words={wordsFor(error)} onRetry={() => void Promise.all([sources.refetch(), targets.refetch()])} />
  const role: PhotoRole | null = sources.data?.order.includes(id) ? "source" : targets.data?.order.includes(id) ? "target" : null
  if (role && !hidden.has(id)) {
    const order = (role === "source" ? sources : targets).data?.order.filter((one) => one === id || !hidden.has(one)) ?? []
    return <OnDesk key={role} subject={subject} role={role} id={id} order={order} />
  }
  if (!sources.data || !targets.data) return <span className="skel photostage late" />
  return (
    <>
      <PageHead title={words.notThere} />
      <Empty title={words.notThere} action={<ButtonLink to={paths.model(subject.slug)}>{words.of(subject.name)}</ButtonLink>}>
        {words.notThereBody}
      </Empty>
    </>
  )
}

type DeskProps = { subject: Subject; role: PhotoRole; id: string; order: string[] }

function OnDesk({ subject, role, id, order }: DeskProps) {
  const { data: photo, error, refetch } = useQuery(photoRow(subject.id, role, id))
  if (error) return <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />
  if (!photo) return <span className="skel photostage late" />
  return <OnePhoto key={photo.id} subject={subject} role={role} photo={photo} order={order} />
}

function OnePhoto({ subject, role, photo, order }: { subject: Subject; role: PhotoRole; photo: Photo; order: string[] }) {
  const [isCropping, crop] = useState(false)
  const mayWrite = useMayWrite()
  const actions = useDeskActions(subject.id, role)
  const navigate = useNavigate()
  const at = order.indexOf(photo.id)
  const go = (by: number) => {
    const next = order[at + by]
    if (next) void navigate(paths.photo(subject.slug, next), { replace: true })
  }
  const decide = (decision: PhotoDecision) => {
    actions.decide([photo.id], decision)
    go(1)
  }
  const remove = () => {
    actions.remove([photo.id])
    const next = order[at + 1] ?? order[at - 1]
    void navigate(next ? paths.photo(subject.slug, next) : paths.model(subject.slug), { replace: true })
  }
  const { where } = words.keys
  const changes = [
    { keys: "p", name: words.keys.keep, where, act: () => decide("keep") },
    { keys: "x", name: words.keys.reject, where, act: () => decide("reject") },
    { keys: "u", name: words.keys.clear, where, act: () => decide("none") },
    { keys: "c", name: words.keys.crop, where, act: () => photo.picture && crop(!isCropping) },
  ]
  useKeys([
    { keys: "ArrowLeft", name: words.keys.previous, where, act: () => go(-1) },
    { keys: "ArrowRight", name: words.keys.next, where, act: () => go(1) },
    ...(mayWrite ? changes : []),
    { keys: "Escape", name: words.keys.back, where, act: () => (isCropping ? crop(false) : void navigate(paths.model(subject.slug))) },
  ])
  return (
    <>
      <PageHead title={altFor(photo)} tab={`${photo.label}, ${subject.name}`} sub={<Link className="link" to={paths.model(subject.slug)}>{words.of(subject.name)}</Link>}>
        <DecisionSeg photo={photo} actions={actions} />
        <span className="row" role="group" aria-label={words.reviewPlace(at + 1, order.length)}>
          <Button size="sq" aria-label={words.previous} disabled={at <= 0} onClick={() => go(-1)}>
            <ChevronLeft className="ic" />
          </Button>
          <span className="edge" aria-hidden="true">
            {words.reviewPlace(at + 1, order.length)}
          </span>
          <Button size="sq" aria-label={words.next} disabled={at >= order.length - 1} onClick={() => go(1)}>
            <ChevronRight className="ic" />
          </Button>
        </span>
      </PageHead>
      <div className="split">
        <div className="photostage">
          {isCropping ? (
            <CropEditor photo={photo} subjectId={subject.id} onClose={() => crop(false)} />
          ) : (
            <FacePicker photo={photo} subjectId={subject.id} sizes="(max-width: 1100px) 100vw, 1000px" className="large" />
          )}
        </div>
        <aside className="inspector" aria-label={words.report}>
          <section className="slip" aria-labelledby="h-report">
            <header>
              <h2 id="h-report">{words.report}</h2>
              <span className="edge">{photo.label}</span>
            </header>
            <ReportLines photo={photo} />
            <PhotoFacts photo={photo} />
          </section>
          {mayWrite && (
            <div className="row wrap">
              {photo.picture && !isCropping && (
                <Button onClick={() => crop(true)}>
                  <Crop className="ic" />
                  {words.crop}
                </Button>
              )}
              <Button look="danger" onClick={remove}>
                <Trash2 className="ic" />
                {words.deletePhoto}
              </Button>
            </div>
          )}
        </aside>
      </div>
    </>
  )
}
