/** What is known about the active photo of a sheet: the picture, its report in sentences, its faces, what can be done. */
import { useQuery } from "@tanstack/react-query"
import { Layers, Maximize2, Trash2, X } from "lucide-react"
import { words } from "#words/photos"
import { photoRow } from "../../api/desk"
import { useMayWrite } from "../../api/may-write"
import { type PhotoRole, type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { DecisionSeg } from "./DecisionSeg"
import { type DeskTile } from "./desk-view"
import { FacePicker } from "./FacePicker"
import { altFor } from "./photo-words"
import { PhotoFacts, ReportLines } from "./ReportLines"
import { type DeskActions } from "./use-desk"

type Props = { subject: Subject; role: PhotoRole; id: string; tile: DeskTile | undefined; actions: DeskActions; onStack: (id: string) => void; onClose: () => void }

export function PhotoInspector({ subject, role, id, tile, actions, onStack, onClose }: Props) {
  const { data: photo } = useQuery(photoRow(subject.id, role, id))
  const mayWrite = useMayWrite()
  if (!photo) return null
  return (
    <section className="slip" aria-labelledby="h-photo">
      <header>
        <h2 id="h-photo">
          {altFor(photo)} <span className="edge">{photo.label}</span>
        </h2>
        <Button look="bare" size="sm sq" aria-label={words.close} onClick={onClose}>
          <X className="ic" />
        </Button>
      </header>
      <FacePicker photo={photo} subjectId={subject.id} sizes="380px" />
      <div className="row wrap">
        <DecisionSeg photo={photo} actions={actions} />
        <ButtonLink size="sm" to={paths.photo(subject.slug, photo.id)}>
          <Maximize2 className="ic" />
          {words.open}
        </ButtonLink>
      </div>
      <ReportLines photo={photo} />
      <PhotoFacts photo={photo} />
      <div className="row wrap">
        {tile && tile.isTop && tile.copies > 1 && (
          <Button size="sm" onClick={() => onStack(tile.id)}>
            <Layers className="ic" />
            {tile.isOpen ? words.fold : words.unfold(tile.copies)}
          </Button>
        )}
        {mayWrite && (
          <Button look="danger" size="sm" onClick={() => actions.remove([photo.id])}>
            <Trash2 className="ic" />
            {words.deletePhoto}
          </Button>
        )}
      </div>
    </section>
  )
}
