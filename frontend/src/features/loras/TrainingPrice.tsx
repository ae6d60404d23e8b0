/** Beside the form: what was found before it starts, the estimate, and the button with its price. */
import { AlertTriangle, Check, X } from "lucide-react"
import { Link } from "react-router"
import { words } from "#words/loras"
import { type Finding, type Subject, type TrainingEstimate } from "../../api/shapes"
import { count } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { worstFirst } from "./wish"

const say = words.fresh

type Props = {
  subject: Subject
  dataset: string | null
  estimate: TrainingEstimate | undefined
  isStale: boolean
  /** Why it cannot be started. */
  why: string | null
  problem: { title: string; body: string } | null
  isStarting: boolean
  onStart: () => void
}

export function TrainingPrice({ subject, dataset, estimate, isStale, why, problem, isStarting, onStart }: Props) {
  const price = estimate?.price ?? 0
  return (
    <aside className="inspector" aria-label={say.price}>
      {estimate && <Preflight findings={estimate.findings} subject={subject} dataset={dataset} />}
      <section className="price" aria-label={say.price}>
        <p className="big" aria-live="polite">
          <span className={isStale ? "opacity-50" : undefined}>{count(price)}</span>
          <small>{say.credits}</small>
        </p>
        {estimate && (
          <Facts
            facts={[
              [say.steps, say.stepsAndSaves(estimate.steps, estimate.saves.length)],
              [say.samples, count(estimate.samples)],
              [say.time, say.timeOf(estimate.seconds, estimate.seconds_from)],
              [say.memory, say.gigabytes(estimate.vram_gb)],
              [say.file, say.fileOf(estimate.file_size)],
              [say.left, count(estimate.balance_after), { sum: true, tone: estimate.balance_after < 0 ? "refuse" : undefined }],
            ]}
          />
        )}
        {problem && <ErrorNotice words={problem} />}
        <div className="dock">
          <Button look="primary" size="wide" disabled={why !== null || isStale} busy={isStarting && say.starting} onClick={onStart} aria-describedby="start-help">
            {say.start} <Cost value={price} />
          </Button>
        </div>
        <p className="help" id="start-help">
          {why ?? say.held}
        </p>
      </section>
    </aside>
  )
}

const SHAPE = { ok: <Check className="ic pass" />, warn: <AlertTriangle className="ic warn" />, refuse: <X className="ic refuse" /> }

function Preflight({ findings, subject, dataset }: { findings: readonly Finding[]; subject: Subject; dataset: string | null }) {
  const of = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length
  return (
    <section className="slip" aria-labelledby="h-preflight">
      <header>
        <h2 id="h-preflight">{say.preflight}</h2>
      </header>
      <p className="hide" role="status">
        {say.summary(of("warn"), of("refuse"))}
      </p>
      <ul className="preflight">
        {worstFirst(findings).map((finding) => (
          <li key={`${finding.code} ${finding.option} ${finding.sentence}`} className={finding.level}>
            {SHAPE[finding.level]}
            <span className="small">
              <span className="hide">{say.levels[finding.level]}: </span>
              {finding.sentence} {finding.level !== "ok" && <Fix finding={finding} subject={subject} dataset={dataset} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const OF_THE_DATASET: ReadonlySet<string> = new Set(["pictures", "captions", "tokens"])

/** The one thing that puts it right, where there is a page for it. */
function Fix({ finding: { code, option }, subject, dataset }: { finding: Finding; subject: Subject; dataset: string | null }) {
  if (OF_THE_DATASET.has(code) && dataset) return <Link className="link" to={paths.dataset(subject.slug, dataset)}>{say.fix.dataset}</Link>
  if (code === "consent") return <Link className="link" to={paths.modelConsent(subject.slug)}>{say.fix.consent}</Link>
  if (code === "credits") return <Link className="link" to={paths.credits()}>{say.fix.credits}</Link>
  if (!option) return null
  return (
    <button type="button" className="link" onClick={() => showOption(option)}>
      {say.fix.option}
    </button>
  )
}

/** Opens the panel an option hides in and goes to its field. */
function showOption(name: string) {
  const field = document.querySelector<HTMLElement>(`[data-option="${CSS.escape(name)}"] :is(input, select, textarea)`)
  field?.closest("details")?.setAttribute("open", "")
  field?.focus()
}
