/** Files on their way, each with its bar, and those that did not arrive, each with its reason. */
import { AlertTriangle, Copy, RotateCcw, X } from "lucide-react"
import { words } from "#words/uploads"
import { Problem, wordsFor } from "../../api/problem"
import { Button } from "../../ui/Button"
import { Tag, Tile } from "../../ui/Tile"
import { type UploadItem, type UploadQueue } from "./upload-queue"

export function UploadTile({ item }: { item: UploadItem }) {
  const picture = item.preview ? <img className="pic object-cover" src={item.preview} alt="" /> : <span className="pic" />
  const said = item.state === "queued" ? words.waiting : item.fraction < 1 ? words.uploaded(item.fraction) : words.checkingFile
  return (
    <Tile
      picture={picture}
      state={item.state === "queued" ? "waiting" : "working"}
      fraction={item.fraction}
      label={item.state === "queued" ? words.queued : words.up}
      note={item.file.name}
      tag={<Tag>{said}</Tag>}
      over={
        <span className="hide" role="progressbar" aria-label={words.uploadOf(item.file.name)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(item.fraction * 100)} />
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
        const why = wordsFor(item.error)
        return (
          <li key={item.id}>
            {item.state === "duplicate" ? <Copy className="ic muted" /> : <AlertTriangle className="ic refuse" />}
            <span className="grow min-w-0">
              <span className="mono cut block">{item.file.name}</span>
              <span className="small">
                {item.state === "duplicate" ? (
                  words.duplicate
                ) : (
                  <>
                    {why.title}. <span className="muted">{why.body}</span>
                  </>
                )}
              </span>
            </span>
            {item.state === "failed" && canHelp(item.error) && (
              <Button size="sm" onClick={() => queue.retry(item.id)}>
                <RotateCcw className="ic" />
                {words.retry}
              </Button>
            )}
            <Button look="bare" size="sm sq" aria-label={words.takeOff(item.file.name)} onClick={() => queue.dismiss(item.id)}>
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
