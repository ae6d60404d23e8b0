/** A file on its way: its picture, its bar, and a button to pause it. */
import { Pause, Play, X } from "lucide-react"
import { useCallback } from "react"
import { words } from "#words/uploads"
import { Tag, Tile } from "../../ui/Tile"
import { type UploadItem } from "./upload-item"
import { type UploadQueue } from "./upload-queue"
import "./uploads.css"

/** Only a tile that is drawn decodes its file: 500 previews at once would stop the page. */
function Preview({ file }: { file: File }) {
  const show = useCallback(
    (picture: HTMLImageElement) => {
      const url = URL.createObjectURL(file)
      picture.src = url
      return () => URL.revokeObjectURL(url)
    },
    [file],
  )
  return <img className="pic object-cover" ref={show} alt="" decoding="async" />
}

function say({ state, sent, kept, file, entries, left }: UploadItem): string {
  if (state === "waiting") return words.waiting
  if (state === "paused") return words.pausedAt(kept, file.size)
  if (state === "checking") return left > 0 ? words.unpacking(entries.length, left) : words.checkingFile
  return words.uploaded(sent / file.size)
}

/** What browsers can draw: most cannot draw HEIC. */
const SHOWN = /^image\/(jpeg|png|webp)$/
const LABELS = { waiting: words.queued, paused: words.held } as Record<string, string>

export function UploadTile({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const { id, state, file, sent, entries, left } = item
  const fraction = left > 0 ? entries.length / (entries.length + left) : sent / file.size
  const isStill = state === "waiting" || state === "paused"
  return (
    <Tile
      picture={SHOWN.test(file.type) ? <Preview file={file} /> : <span className="pic" />}
      className="upload"
      state={isStill ? "waiting" : "working"}
      fraction={fraction}
      label={LABELS[state] ?? words.up}
      note={file.name}
      tag={<Tag>{say(item)}</Tag>}
      over={
        <>
          <span className="hide" role="progressbar" aria-label={words.uploadOf(file.name)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(fraction * 100)} />
          <span className="tile-acts">
            {state === "paused" ? (
              <button type="button" aria-label={words.goOnWith(file.name)} onClick={() => queue.resume(id)}>
                <Play className="ic" />
              </button>
            ) : (
              state !== "checking" && (
                <button type="button" aria-label={words.pause(file.name)} onClick={() => queue.pause(id)}>
                  <Pause className="ic" />
                </button>
              )
            )}
            <button type="button" aria-label={words.takeOff(file.name)} onClick={() => queue.dismiss(id)}>
              <X className="ic" />
            </button>
          </span>
        </>
      }
    />
  )
}
