/** What is known about one photo: the picture, its report in sentences, its faces, and what can be done. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { AlertTriangle, Check as Tick, Trash2, X } from "lucide-react"
import { chooseFace } from "../../api/photos"
import { wordsFor } from "../../api/problem"
import { type Check, type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { degrees } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { Picture } from "../../ui/Picture"
import { altFor, measureOf, sizeOf } from "./photo-words"

type Props = { photo: Photo; subjectId: string; onClose: () => void; onDelete: () => void }

export function PhotoInspector({ photo, subjectId, onClose, onDelete }: Props) {
  const { report } = photo
  return (
    <section className="slip" aria-labelledby="h-photo">
      <header>
        <h2 id="h-photo">
          {altFor(photo)} <span className="edge">{photo.label}</span>
        </h2>
        <Button look="bare" size="sm sq" aria-label="Close" onClick={onClose}>
          <X className="ic" />
        </Button>
      </header>
      <FacePicker photo={photo} subjectId={subjectId} />
      <VerdictLine photo={photo} />
      {report && (
        <ul className="stack gap-1.5!">
          {report.checks.map((check) => (
            <CheckLine key={check.key} check={check} />
          ))}
        </ul>
      )}
      <Facts
        facts={[
          ["File", <span key="f" className="cut block" title={photo.name}>{photo.name}</span>],
          ["Size", `${sizeOf(photo)} px`],
          report && measureOf(photo) ? ["Face", measureOf(photo)] : null,
          report && report.yaw !== null ? ["Turned", degrees(report.yaw)] : null,
        ]}
      />
      <Button look="danger" size="sm" onClick={onDelete}>
        <Trash2 className="ic" />
        Delete photo
      </Button>
    </section>
  )
}

function VerdictLine({ photo }: { photo: Photo }) {
  if (!photo.report) {
    return (
      <p className="row small muted">
        <span className="pulse" />
        Its report is being made
      </p>
    )
  }
  const tone = ({ pass: "pass", warn: "warn", refuse: "refuse" } as const)[photo.report.verdict]
  return (
    <div className="stack">
      <span>
        <Chip tone={tone}>{{ pass: "Good to use", warn: "Usable, with care", refuse: "Cannot be used" }[photo.report.verdict]}</Chip>
      </span>
      {photo.report.verdict !== "pass" && <p className="small">{photo.report.sentence}</p>}
      {!photo.report.measured && <p className="small muted">Only checked for what it shows. The face is measured once consent is recorded.</p>}
    </div>
  )
}

function CheckLine({ check }: { check: Check }) {
  const icon = { pass: <Tick className="ic pass" />, warn: <AlertTriangle className="ic warn" />, refuse: <X className="ic refuse" /> }[check.verdict]
  return (
    <li className="row top-a small">
      {icon}
      <span className={cx("grow", check.verdict === "pass" && "muted")}>
        <b className="font-medium">{check.label}</b>
        <span className="hide">: {check.verdict}</span>
        <span className={check.verdict === "pass" ? "ml-1.5" : "block"}>{check.sentence}</span>
      </span>
    </li>
  )
}

/** The photo with a box around each face; in a group photo one of them is chosen. */
function FacePicker({ photo, subjectId }: { photo: Photo; subjectId: string }) {
  const client = useQueryClient()
  const faces = photo.report?.faces ?? []
  const choose = useMutation({
    mutationFn: (index: number) => chooseFace(photo.role, photo.id, index),
    onSuccess: (changed) => {
      client.setQueryData<Photo[]>(["photos", subjectId, photo.role], (list) => list?.map((one) => (one.id === changed.id ? changed : one)))
      void client.invalidateQueries({ queryKey: ["estimate"] })
    },
  })
  if (!photo.picture) return null
  return (
    <>
      <div className="facepick" style={{ aspectRatio: `${photo.picture.width} / ${photo.picture.height}` }}>
        <Picture of={photo.picture} alt={altFor(photo)} sizes="380px" className="aspect-auto! h-full" />
        {faces.map((face, at) => {
          const [left = 0, top = 0, right = 0, bottom = 0] = face.box.map((part) => part * 100)
          const box = { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` }
          if (faces.length < 2) return <span key={at} className="facebox on" style={box} aria-hidden="true" />
          return (
            <button key={at} type="button" className={cx("facebox", face.chosen && "on")} style={box} aria-pressed={face.chosen} aria-label={`Use face ${at + 1} of ${faces.length}`} disabled={choose.isPending} onClick={() => choose.mutate(at)}>
              <span className="tag">{at + 1}</span>
            </button>
          )
        })}
      </div>
      {faces.length > 1 && <p className="small muted">{faces.length} faces. Choose the one to use.</p>}
      {choose.error && <ErrorNotice words={wordsFor(choose.error)} />}
    </>
  )
}
