/** The report on a photo as sentences: the verdict first, then every line, passing ones quieter. */
import { AlertTriangle, Check as Tick, X } from "lucide-react"
import { words } from "#words/photos"
import { type Check, type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { degrees } from "../../lib/format"
import { Chip } from "../../ui/Chip"
import { Facts } from "../../ui/Facts"
import { measureOf, ratingOf, sizeOf } from "./photo-words"

export function ReportLines({ photo }: { photo: Photo }) {
  const { report } = photo
  if (!report || photo.status === "pending") {
    return (
      <p className="row small muted">
        <span className="pulse" />
        {words.reportPending}
      </p>
    )
  }
  return (
    <>
      <div className="stack">
        <span>
          <Chip tone={report.verdict}>{words.verdict[report.verdict]}</Chip>
        </span>
        {report.verdict !== "pass" && <p className="small">{report.sentence}</p>}
        {!report.measured && <p className="small muted">{words.onlyScreened}</p>}
      </div>
      <ul className="stack gap-1.5!">
        {report.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </>
  )
}

export function PhotoFacts({ photo }: { photo: Photo }) {
  const { report, edit } = photo
  const measure = measureOf(photo)
  const rating = ratingOf(photo)
  const edited = words.edited(edit.rotation ?? 0, Boolean(edit.crop))
  return (
    <Facts
      facts={[
        [words.facts.file, <span key="f" className="cut block" title={photo.name}>{photo.name}</span>],
        [words.facts.size, sizeOf(photo)],
        edited ? [words.facts.edited, edited] : null,
        measure ? [words.facts.face, measure] : null,
        report && report.yaw !== null ? [words.facts.turned, degrees(report.yaw)] : null,
        rating ? [words.facts.content, rating] : null,
      ]}
    />
  )
}

const ICONS = { pass: <Tick className="ic pass" />, warn: <AlertTriangle className="ic warn" />, refuse: <X className="ic refuse" /> }

function CheckLine({ check }: { check: Check }) {
  const isFine = check.verdict === "pass"
  return (
    <li className="row top-a small">
      {ICONS[check.verdict]}
      <span className={cx("grow", isFine && "muted")}>
        <b className="font-medium">{check.label}</b>
        <span className="hide">: {words.checkSaid[check.verdict]}</span>
        <span className={isFine ? "ml-1.5" : "block"}>{check.sentence}</span>
      </span>
    </li>
  )
}
