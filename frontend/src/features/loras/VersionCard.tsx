/** A version in the list: its best sample, how good it is, how far it has come. */
import { Link } from "react-router"
import { words } from "#words/loras"
import { words as runWords } from "#words/runs"
import { type LoraCard } from "../../api/shapes"
import { when } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Chip } from "../../ui/Chip"
import { Picture } from "../../ui/Picture"
import { isLive } from "../runs/is-live"

const say = words.list
const TONE = { queued: "none", paused: "none", running: "mark", succeeded: "none", failed: "refuse", cancelled: "none" } as const

export function VersionCard({ card, slug }: { card: LoraCard; slug: string }) {
  const { number, best, base, status, progress, kind, created_at, picked } = card
  const isGoing = isLive({ status })
  return (
    <li className="versioncard">
      <Link to={paths.version(slug, number)}>
        <span className="cover">
          {best?.picture ? <Picture of={best.picture} alt={say.cover(number)} sizes="320px" /> : <span className="nocover small">{say.noCover}</span>}
        </span>
        <span className="row between wrap">
          <b>{words.version(number)}</b>
          {kind === "imported" ? <Chip>{say.imported}</Chip> : status !== "succeeded" && <Chip tone={TONE[status]}>{runWords.status[status]}</Chip>}
          {picked && <Chip tone="mark" icon={<></>}>{say.picked}</Chip>}
        </span>
        {isGoing && (
          <span className="bar block" role="progressbar" aria-label={say.progress} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(progress * 100)}>
            <i style={{ width: `${progress * 100}%` }} />
          </span>
        )}
        <span className="small muted block">{summary(card)}</span>
        <span className="row between edge">
          <span className="cut">{base.label}</span>
          <span>{when(created_at)}</span>
        </span>
      </Link>
    </li>
  )
}

function summary({ best, steps, save_count, kind }: LoraCard): string {
  if (kind === "imported") return say.imported
  if (!best) return say.noSaves
  return [say.best(best.step, steps), best.likeness === null ? say.saves(save_count) : say.likeness(best.likeness)].join(", ")
}
