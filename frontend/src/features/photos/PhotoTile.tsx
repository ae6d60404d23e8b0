/** One photo in a sheet; choosing it shows its report in the inspector. */
import { type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { Picture } from "../../ui/Picture"
import { Tag } from "../../ui/Tile"
import { altFor, measureOf, tagFor } from "./photo-words"

export function PhotoTile({ photo, isOn, onChoose }: { photo: Photo; isOn: boolean; onChoose: (photo: Photo) => void }) {
  const tag = tagFor(photo)
  return (
    <button
      type="button"
      className={cx("tile plain-button", isOn && "on", photo.status === "pending" && "checking")}
      aria-pressed={isOn}
      onClick={() => onChoose(photo)}
    >
      <span className="hide">{altFor(photo)} </span>
      <span className="frame">
        <Picture of={photo.picture} alt="" sizes="(max-width: 767px) 33vw, 150px" />
        {tag && (
          <span className="tags">
            <Tag tone={tag.tone}>{tag.words}</Tag>
          </span>
        )}
      </span>
      <span className="edge">
        <b>{photo.label}</b>
        <span>{tag && tag.tone !== "pass" ? "" : measureOf(photo)}</span>
      </span>
    </button>
  )
}
