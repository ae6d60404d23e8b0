/** Files on their way, each with its bar, and those that did not arrive, each with its reason. */
import { AlertTriangle, Copy, RotateCcw, X } from "lucide-react"
import { Problem, wordsFor } from "../../api/problem"
import { percent } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Tag, Tile } from "../../ui/Tile"
import { type UploadItem, type UploadQueue } from "./upload-queue"

export function UploadTile({ item }: { item: UploadItem }) {
  const picture = item.preview ? <img className="pic object-cover" src={item.preview} alt="" /> : <span className="pic" />
  const words = item.state === "queued" ? "Waiting" : item.fraction < 1 ? `${percent(item.fraction)} uploaded` : "Checking the file"
  return (
    <Tile
      picture={picture}
      state={item.state === "queued" ? "waiting" : "working"}
      fraction={item.fraction}
      label={item.state === "queued" ? "queued" : "up"}
      note={item.file.name}
      tag={<Tag>{words}</Tag>}
      over={
        <span className="hide" role="progressbar" aria-label={`Upload of ${item.file.name}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(item.fraction * 100)} />
      }
    />
  )
}

/** Files that did not arrive, each with its reason, and a retry where a retry can help. */
export function StoppedFiles({ items, queue }: { items: readonly UploadItem[]; queue: UploadQueue }) {
  const stopped = items.filter(hasStopped)
  if (stopped.length === 0) return null
  return (
    <ul className="stopped" role="alert">
      {stopped.map((item) => {
        const words = item.state === "duplicate" ? { title: "Added already", body: "This file is in the list. It was not sent twice." } : wordsFor(item.error)
        return (
          <li key={item.id}>
            {item.state === "duplicate" ? <Copy className="ic muted" /> : <AlertTriangle className="ic refuse" />}
            <span className="grow min-w-0">
              <span className="mono cut block">{item.file.name}</span>
              <span className="small">
                {words.title}. <span className="muted">{words.body}</span>
              </span>
            </span>
            {item.state === "failed" && canHelp(item.error) && (
              <Button size="sm" onClick={() => queue.retry(item.id)}>
                <RotateCcw className="ic" />
                Retry
              </Button>
            )}
            <Button look="bare" size="sm sq" aria-label={`Take ${item.file.name} off the list`} onClick={() => queue.dismiss(item.id)}>
              <X className="ic" />
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

export const hasStopped = ({ state }: UploadItem): boolean => state === "failed" || state === "duplicate"

/** A file the studio refused is refused again; only what went wrong on the way is worth a retry. */
const canHelp = (error: unknown): boolean => !(error instanceof Problem) || error.status === 0 || error.status >= 500 || error.status === 429 || error.status === 401
