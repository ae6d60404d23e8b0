/** A photo that can be chosen. */
import { Check } from "lucide-react"
import { words } from "#words/swaps"
import { type Photo } from "../../api/shapes"
import { Picture } from "../../ui/Picture"

export function PickTile({ photo, isOn, onToggle }: { photo: Photo; isOn: boolean; onToggle: () => void }) {
  return (
    <figure className="tile">
      <span className="frame">
        <Picture of={photo.picture} alt="" sizes="140px" />
        <span className="pickmark">
          <Check className="ic" />
        </span>
      </span>
      <input type="checkbox" checked={isOn} aria-label={words.fresh.photo[photo.role](photo.number)} onChange={onToggle} />
      <figcaption className="edge">
        <b>{photo.label}</b>
        <span className="warn">{photo.status === "warned" ? "◆" : ""}</span>
      </figcaption>
    </figure>
  )
}
