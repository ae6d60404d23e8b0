/** What is said around the captions while it is so: words that the server does not have, pictures in the check, refused ones. */
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
  const orphans = [...drafts.all()].filter(([id]) => !known.has(id))
  const pending = items.filter(({ state }) => state === "pending").length
  return (
    <div className="desknotices">
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

/** Words that wait on this device. It floats over the end of the list, so that nothing moves under the hands that write. */
export function UnsavedBar({ drafts }: { drafts: Drafts }) {
  const waiting = [...drafts.all().values()].filter(({ standing }) => standing === "unsaved")
  if (waiting.length === 0) return null
  return (
    <div className="unsavedbar" role="alert">
      <CloudOff className="ic warn" />
      <span title={waiting[0]?.why}>
        <b>{say.unsaved(waiting.length)}</b> <span className="small muted desktop">{say.unsavedHelp}</span>
      </span>
      <Button size="sm" className="push" onClick={() => drafts.flush()}>
        {say.sendNow}
      </Button>
    </div>
  )
}
