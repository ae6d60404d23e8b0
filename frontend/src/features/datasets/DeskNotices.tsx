/** What stands above the captions while it is so: words that the server does not have, pictures in the check, refused ones. */
import { CloudOff, Lock } from "lucide-react"
import { words } from "#words/datasets"
import { type DatasetItem } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Notice } from "../../ui/Notice"
import { type Counts } from "./desk-view"
import { type Drafts } from "./drafts"

const say = words.desk

type Props = { drafts: Drafts; items: DatasetItem[]; counts: Counts; onDelete: (() => void) | undefined }

export function DeskNotices({ drafts, items, counts, onDelete }: Props) {
  const known = new Set(items.map(({ id }) => id))
  const waiting = [...drafts.all()].filter(([id, { standing }]) => known.has(id) && standing === "unsaved")
  const orphans = [...drafts.all()].filter(([id]) => !known.has(id))
  const pending = items.filter(({ state }) => state === "pending").length
  return (
    <div className="desknotices">
      {waiting.length > 0 && (
        <Notice tone="warn" icon={<CloudOff className="ic" />} live title={say.unsaved(waiting.length)} action={<Button size="sm" onClick={() => drafts.flush()}>{say.sendNow}</Button>}>
          {waiting[0]?.[1].why} {say.unsavedHelp}
        </Notice>
      )}
      {orphans.map(([id, { words: text }]) => (
        <Notice key={id} tone="warn" live title={say.orphan} action={<Button size="sm" onClick={() => drafts.drop(id)}>{say.drop}</Button>}>
          {say.orphanHelp(text)}
        </Notice>
      ))}
      {pending > 0 && (
        <p className="small muted" role="status">
          {say.checking(pending)}
        </p>
      )}
      {counts.refused > 0 && (
        <p className="row small muted">
          <Lock className="ic" />
          <span>
            {say.refused(counts.refused)}{" "}
            {onDelete && (
              <button type="button" className="link" onClick={onDelete}>
                {say.takeOutRefused(counts.refused)}
              </button>
            )}
          </span>
        </p>
      )}
    </div>
  )
}
