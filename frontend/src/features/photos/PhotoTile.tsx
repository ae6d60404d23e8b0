/** One photo of a sheet: the frame, the worst reason, what was decided, and the copies that lie under it. */
import { useQuery } from "@tanstack/react-query"
import { Check, Layers, X } from "lucide-react"
import { words } from "#words/photos"
import { photoRow } from "../../api/desk"
import { type Photo, type PhotoRole } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { Picture } from "../../ui/Picture"
import { Tag } from "../../ui/Tile"
import { type DeskTile } from "./desk-view"
import { altFor, measureOf, ratingOf, tagFor } from "./photo-words"

const SIZES = "(max-width: 767px) 33vw, 150px"

type Props = { subjectId: string; role: PhotoRole; tile: DeskTile; onStack: (id: string) => void; onDrag?: (id: string) => string[] }

export function PhotoTile({ subjectId, role, tile, onStack, onDrag }: Props) {
  const { data: photo } = useQuery(photoRow(subjectId, role, tile.id))
  if (!photo) {
    return (
      <div className="tile">
        <span className="frame skel aspect-4/5" />
        <span className="edge" />
      </div>
    )
  }
  const tag = tagFor(photo)
  return (
    <div
      className={cx("tile photo", photo.status === "pending" && "checking", photo.decision === "reject" && "out", photo.decision === "keep" && "in", tile.copies > 1 && !tile.isOpen && "stack-of")}
      draggable={onDrag !== undefined}
      onDragStart={onDrag && ((event) => event.dataTransfer.setData(DRAG_TYPE, JSON.stringify(onDrag(photo.id))))}
    >
      <span className="frame">
        <Picture of={photo.picture} alt={altFor(photo) + words.said[photo.decision] + stackWords(tile)} sizes={SIZES} />
        <span className="pickmark" data-pick="">
          <Check className="ic" />
        </span>
        <Badge tile={tile} onStack={onStack} />
        {(tag !== null || photo.decision !== "none") && (
          <span className="tags">
            {photo.decision !== "none" && <DecisionTag photo={photo} />}
            {tag && photo.decision !== "reject" && <Tag tone={tag.tone}>{tag.words}</Tag>}
          </span>
        )}
      </span>
      <span className="edge">
        <b>{photo.label}</b>
        <span>{edgeOf(photo)}</span>
      </span>
    </div>
  )
}

/** What a drag of photos inside the page carries: their ids as JSON. */
export const DRAG_TYPE = "application/x-studio-photos"

const stackWords = ({ copies, isTop }: DeskTile) => (copies < 2 ? "" : isTop ? words.ofStack(copies) : words.inStack)

function edgeOf(photo: Photo): string {
  if (photo.role === "target") return ratingOf(photo) === null ? "" : words.safe
  return measureOf(photo)
}

function DecisionTag({ photo }: { photo: Photo }) {
  return photo.decision === "keep" ? (
    <span className="tag">
      <Check className="ic" />
      {words.kept}
    </span>
  ) : (
    <span className="tag">
      <X className="ic" />
      {words.rejected}
    </span>
  )
}

/** A click unfolds; by keyboard D does, and a button in the inspector. */
function Badge({ tile, onStack }: { tile: DeskTile; onStack: (id: string) => void }) {
  if (tile.copies < 2 || !tile.isTop) return null
  return (
    <span
      className="copies"
      onClick={(event) => {
        event.stopPropagation()
        onStack(tile.id)
      }}
    >
      <Layers className="ic" />
      {tile.copies}
    </span>
  )
}
