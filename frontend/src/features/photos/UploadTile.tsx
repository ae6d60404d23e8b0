/** One file on its way: its bar, or why it did not arrive. */
import { RotateCcw, X } from "lucide-react"
import { wordsFor } from "../../api/problem"
import { percent } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Tag, Tile } from "../../ui/Tile"
import { type UploadItem, type UploadQueue } from "./upload-queue"

export function UploadTile({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const picture = item.preview ? <img className="pic object-cover" src={item.preview} alt="" /> : <span className="pic" />
  if (item.state === "failed" || item.state === "duplicate") return <Stopped item={item} queue={queue} />
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

function Stopped({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const words = item.state === "duplicate" ? { title: "Added already", body: "This file is in the list. It was not sent twice." } : wordsFor(item.error)
  return (
    <figure className="tile stopped" role="alert">
      <span className="frame">
        <b>{words.title}</b>
        <span className="small">{words.body}</span>
        <span className="row wrap gap-1!">
          {item.state === "failed" && (
            <Button size="sm" onClick={() => queue.retry(item.id)}>
              <RotateCcw className="ic" />
              Retry
            </Button>
          )}
          <Button look="bare" size="sm sq" aria-label={`Take ${item.file.name} off the list`} onClick={() => queue.dismiss(item.id)}>
            <X className="ic" />
          </Button>
        </span>
      </span>
      <figcaption className="edge">
        <b className="cut">{item.file.name}</b>
      </figcaption>
    </figure>
  )
}
