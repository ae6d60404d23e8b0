/** One sheet of photos: sources or targets, with what is on its way and the place to add more. */
import { Lock, Upload } from "lucide-react"
import { type ReactNode, useRef } from "react"
import { type Photo, type PhotoRole } from "../../api/shapes"
import { plural } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { SkeletonSheet } from "../../ui/Skeleton"
import { PhotoTile } from "./PhotoTile"
import { hasStopped, StoppedFiles, UploadTile } from "./UploadTile"
import { type Uploads } from "./use-uploads"
import "./photos.css"

export const ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"

type Props = {
  role: PhotoRole
  photos: Photo[] | undefined
  uploads: Uploads
  chosen: string | null
  onChoose: (photo: Photo) => void
  onFiles: (files: File[]) => void
  onDeleteRefused: (photos: Photo[]) => void
  modelName: string
  aside?: ReactNode
  /** Files held over this sheet. */
  isOver: boolean
  files: number
  /** Why nothing can be added now, in words. */
  closed?: ReactNode
}

const WORDS = {
  source: { title: "Sources", sub: "Photos that lend the likeness", add: "Drop photos\nor paste", verb: "Add sources" },
  target: { title: "Targets", sub: "Photos that receive it", add: "Add targets", verb: "Add targets" },
}

export function PhotoSheet({ role, photos, uploads, chosen, onChoose, onFiles, onDeleteRefused, modelName, aside, isOver, files, closed }: Props) {
  const words = WORDS[role]
  const input = useRef<HTMLInputElement>(null)
  const shown = photos?.filter(({ status }) => status !== "refused") ?? []
  const refused = photos?.filter(({ status }) => status === "refused") ?? []
  const onTheirWay = uploads.state.items.filter((item) => !hasStopped(item))
  const pick = () => input.current?.click()
  const isEmpty = photos !== undefined && shown.length === 0 && onTheirWay.length === 0
  return (
    <section className="section first:mt-0!" data-role={role} data-over={isOver || undefined} aria-labelledby={`h-${role}`}>
      <header>
        <h2 id={`h-${role}`}>{words.title}</h2>
        <span className="muted small">{words.sub}</span>
        {aside && <div className="push">{aside}</div>}
      </header>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        data-testid={`${role}-files`}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ""
        }}
      />
      {closed}
      {isOver && <DropHere files={files} verb={role === "source" ? "a source" : "a target"} />}
      {photos === undefined && <SkeletonSheet />}
      {isEmpty && !closed && <NoPhotos role={role} name={modelName} onPick={pick} verb={words.verb} />}
      {photos !== undefined && !isEmpty && (
        <div className="sheet">
          {shown.map((photo) => (
            <PhotoTile key={photo.id} photo={photo} isOn={photo.id === chosen} onChoose={onChoose} />
          ))}
          {onTheirWay.map((item) => (
            <UploadTile key={item.id} item={item} />
          ))}
          {!closed && (
            <button type="button" className="tile blank" onClick={pick}>
              <span className="frame">
                <Upload className="ic" />
                <span className="small whitespace-pre-line desktop">{words.add}</span>
                <span className="small phone">{words.verb}</span>
              </span>
            </button>
          )}
        </div>
      )}
      <StoppedFiles items={uploads.state.items} queue={uploads.queue} />
      {refused.length > 0 && <Refused count={refused.length} onDelete={() => onDeleteRefused(refused)} />}
    </section>
  )
}

function DropHere({ files, verb }: { files: number; verb: string }) {
  return (
    <div className="drop over mb-3" aria-hidden="true">
      <Upload className="ic" />
      <b>{files > 0 ? `Let go to add ${plural(files, "photo")}` : "Let go to add"}</b>
      <span className="small">Each becomes {verb}. JPEG, PNG, WebP or HEIC, up to 25 MB.</span>
    </div>
  )
}

function NoPhotos({ role, name, onPick, verb }: { role: PhotoRole; name: string; onPick: () => void; verb: string }) {
  return (
    <Empty
      title={role === "source" ? "No sources yet" : "No targets yet"}
      action={
        <Button look="primary" onClick={onPick}>
          <Upload className="ic" />
          {verb}
        </Button>
      }
    >
      {role === "source"
        ? `Sources are photos of ${name}. Three to ten, from different sides, sharp and in even light, are a good start. Drop them anywhere.`
        : `Targets are the photos ${name}’s face goes onto. Eight is a good first set. Drop them anywhere below the sources.`}
    </Empty>
  )
}

function Refused({ count, onDelete }: { count: number; onDelete: () => void }) {
  return (
    <p className="row small muted mt-3.5!">
      <Lock className="ic" />
      <span>
        {plural(count, "file")} {count === 1 ? "was" : "were"} refused. {count === 1 ? "It is" : "They are"} not shown and not used, and cost nothing.{" "}
        <button type="button" className="link" onClick={onDelete}>
          Delete {count === 1 ? "it" : "them"}
        </button>
      </span>
    </p>
  )
}
