/** One sheet of photos: sources or targets, with what is on its way and the place to add more. */
import { Lock, Upload } from "lucide-react"
import { type ReactNode } from "react"
import { type Photo, type PhotoRole } from "../../api/shapes"
import { plural } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { SkeletonSheet } from "../../ui/Skeleton"
import { PhotoTile } from "./PhotoTile"
import "./photos.css"

/** What comes to the sheet: features/uploads says it, the page hands it on. */
export type Adding = {
  onPick: () => void
  input: ReactNode
  /** Files are held over the page. */
  isOver: boolean
  over: ReactNode
  /** Files on their way. */
  count: number
  tiles: ReactNode
  stopped: ReactNode
}

type Props = {
  role: PhotoRole
  photos: Photo[] | undefined
  adding: Adding
  chosen: string | null
  onChoose: (photo: Photo) => void
  onDeleteRefused: (photos: Photo[]) => void
  modelName: string
  aside?: ReactNode
  /** Why nothing can be added now, in words. */
  closed?: ReactNode
}

const WORDS = {
  source: { title: "Sources", sub: "Photos that lend the likeness", add: "Drop photos\nor paste", verb: "Add sources" },
  target: { title: "Targets", sub: "Photos that receive it", add: "Add targets", verb: "Add targets" },
}

export function PhotoSheet({ role, photos, adding, chosen, onChoose, onDeleteRefused, modelName, aside, closed }: Props) {
  const words = WORDS[role]
  const shown = photos?.filter(({ status }) => status !== "refused") ?? []
  const refused = photos?.filter(({ status }) => status === "refused") ?? []
  const isEmpty = photos !== undefined && shown.length === 0 && adding.count === 0
  return (
    <section className="section first:mt-0!" data-role={role} data-over={adding.isOver || undefined} aria-labelledby={`h-${role}`}>
      <header>
        <h2 id={`h-${role}`}>{words.title}</h2>
        <span className="muted small">{words.sub}</span>
        {aside && <div className="push">{aside}</div>}
      </header>
      {adding.input}
      {closed}
      {adding.over}
      {photos === undefined && <SkeletonSheet />}
      {isEmpty && !closed && <NoPhotos role={role} name={modelName} onPick={adding.onPick} verb={words.verb} />}
      {photos !== undefined && !isEmpty && (
        <div className="sheet">
          {shown.map((photo) => (
            <PhotoTile key={photo.id} photo={photo} isOn={photo.id === chosen} onChoose={onChoose} />
          ))}
          {adding.tiles}
          {!closed && (
            <button type="button" className="tile blank" onClick={adding.onPick}>
              <span className="frame">
                <Upload className="ic" />
                <span className="small whitespace-pre-line desktop">{words.add}</span>
                <span className="small phone">{words.verb}</span>
              </span>
            </button>
          )}
        </div>
      )}
      {adding.stopped}
      {refused.length > 0 && <Refused count={refused.length} onDelete={() => onDeleteRefused(refused)} />}
    </section>
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
