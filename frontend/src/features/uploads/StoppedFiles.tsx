/** Files that did not arrive, each with its reason, and a retry where a retry can help; the skipped ones in one line.
 * They stand above the photos: below hundreds of them nobody would see them. */
import { AlertTriangle, Copy, FileArchive, RotateCcw, X } from "lucide-react"
import { useState } from "react"
import { words } from "#words/uploads"
import { wordsFor } from "../../api/problem"
import { Button } from "../../ui/Button"
import { canHelp, hasStopped, type UploadItem } from "./upload-item"
import { type UploadQueue } from "./upload-queue"
import "./uploads.css"

const MOST_SHOWN = 3
const MOST_NAMES = 4

export function StoppedFiles({ items, queue }: { items: readonly UploadItem[]; queue: UploadQueue }) {
  const [isOpen, open] = useState(false)
  const stopped = items.filter(hasStopped)
  if (stopped.length === 0) return null
  const skipped = stopped.filter(({ state }) => state === "duplicate")
  const archives = stopped.filter(({ state }) => state === "partly")
  const failed = stopped.filter(({ state }) => state === "failed")
  const toRetry = failed.filter(({ error }) => canHelp(error))
  return (
    <ul className="stopped">
      {skipped.length > 0 && <Skipped items={skipped} queue={queue} />}
      {archives.map((item) => (
        <Archive key={item.id} item={item} queue={queue} />
      ))}
      {failed.length > MOST_SHOWN && (
        <li>
          <AlertTriangle className="ic refuse" />
          <span className="grow min-w-0 small" role="alert">
            {words.stopped(failed.length)}
          </span>
          {toRetry.length > 1 && <RetryAll ids={toRetry.map(({ id }) => id)} queue={queue} />}
          <Button size="sm" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
            {isOpen ? words.showFewer : words.showAll(failed.length)}
          </Button>
          <Button look="bare" size="sm sq" aria-label={words.takeOffStopped} onClick={() => failed.forEach(({ id }) => queue.dismiss(id))}>
            <X className="ic" />
          </Button>
        </li>
      )}
      {(isOpen || failed.length <= MOST_SHOWN ? failed : []).map((item) => (
        <Failed key={item.id} item={item} queue={queue} />
      ))}
      {failed.length <= MOST_SHOWN && toRetry.length > 1 && (
        <li>
          <span className="grow" />
          <RetryAll ids={toRetry.map(({ id }) => id)} queue={queue} />
        </li>
      )}
    </ul>
  )
}

function RetryAll({ ids, queue }: { ids: readonly number[]; queue: UploadQueue }) {
  return (
    <Button size="sm" onClick={() => queue.retryAll(ids)}>
      <RotateCcw className="ic" />
      {words.retryAll(ids.length)}
    </Button>
  )
}

type One = { item: UploadItem; queue: UploadQueue }

function TakeOff({ item, queue }: One) {
  return (
    <Button look="bare" size="sm sq" aria-label={words.takeOff(item.file.name)} onClick={() => queue.dismiss(item.id)}>
      <X className="ic" />
    </Button>
  )
}

const named = (names: readonly string[]) => names.slice(0, MOST_NAMES).join(", ") + (names.length > MOST_NAMES ? ` ${words.more(names.length - MOST_NAMES)}` : "")

function Skipped({ items, queue }: { items: readonly UploadItem[]; queue: UploadQueue }) {
  const names = items.map(({ file }) => file.name)
  return (
    <li>
      <Copy className="ic muted" />
      <span className="grow min-w-0" role="status">
        <span className="mono cut block">{named(names)}</span>
        <span className="small muted">{words.duplicates(names)}</span>
      </span>
      <Button look="bare" size="sm sq" aria-label={words.takeOffAll} onClick={() => items.forEach(({ id }) => queue.dismiss(id))}>
        <X className="ic" />
      </Button>
    </li>
  )
}

function Archive({ item, queue }: One) {
  const others = item.entries.filter(({ outcome }) => outcome !== "added")
  return (
    <li>
      <FileArchive className="ic muted" />
      <span className="grow min-w-0">
        <span className="mono cut block">{item.file.name}</span>
        <span className="small">{words.unpacked(item.entries.length - others.length, item.entries.length)}</span>
        {others.slice(0, MOST_SHOWN).map(({ name, outcome, detail }, at) => (
          <span key={at} className="small muted block">
            {name}: {outcome === "known" || outcome === "duplicate" ? words.outcome[outcome] : detail}
          </span>
        ))}
        {others.length > MOST_SHOWN && <span className="small muted block">{words.more(others.length - MOST_SHOWN)}</span>}
      </span>
      <TakeOff item={item} queue={queue} />
    </li>
  )
}

function Failed({ item, queue }: One) {
  const why = wordsFor(item.error)
  return (
    <li>
      <AlertTriangle className="ic refuse" />
      <span className="grow min-w-0" role="alert">
        <span className="mono cut block">{item.file.name}</span>
        <span className="small">
          {why.title}. <span className="muted">{why.body}</span>
        </span>
      </span>
      {canHelp(item.error) && (
        <Button size="sm" onClick={() => queue.resume(item.id)}>
          <RotateCcw className="ic" />
          {words.retry}
        </Button>
      )}
      <TakeOff item={item} queue={queue} />
    </li>
  )
}
