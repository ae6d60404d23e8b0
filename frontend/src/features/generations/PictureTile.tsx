/** A picture in the gallery: the mark to choose it, its star, and what can be done with it under the pointer. */
import { Check, Download, Ellipsis, Star } from "lucide-react"
import { memo } from "react"
import { Link } from "react-router"
import { words } from "#words/generations"
import { type Generation } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { Choices, type Choice, Menu } from "../../ui/Menu"
import { Picture } from "../../ui/Picture"
import { Tag } from "../../ui/Tile"

const say = words.gallery

/** What a screen reader hears of a picture. */
export function nameOf({ seed, favourite, decision, enhanced, tags }: Generation): string {
  const more = [favourite && say.favourite, decision === "keep" && say.keptWord, decision === "reject" && say.rejectedWord, enhanced !== null && say.enhancedWord, ...tags]
  return say.picture(seed, more.filter((one): one is string => Boolean(one)))
}

export type TileActs = { toggle: (id: string) => void; favourite: (one: Generation) => void; choices: (one: Generation) => Choice[] }
type Props = { one: Generation; to: string; tab: 0 | -1; isChosen: boolean; isFresh: boolean; mayWrite: boolean; sizes: string; acts: TileActs }

export const PictureTile = memo(function PictureTile({ one, to, tab, isChosen, isFresh, mayWrite, sizes, acts }: Props) {
  const file = one.enhanced ?? one.picture
  return (
    <figure className={cx("tile", isChosen && "on", one.decision === "reject" && "rejected")}>
      <span className="frame">
        <Link to={to} tabIndex={tab} data-open="" aria-label={nameOf(one)}>
          <Picture of={file} alt="" sizes={sizes} fresh={isFresh} />
        </Link>
        <button type="button" className="pickmark" tabIndex={-1} aria-pressed={isChosen} aria-label={say.choose} onClick={() => acts.toggle(one.id)}>
          <Check className="ic" />
        </button>
        {one.favourite && <Star className="ic starred" aria-hidden="true" />}
        {one.tags.length > 0 && (
          <span className="tags">
            <Tag className="cut">{one.tags.join(", ")}</Tag>
          </span>
        )}
        <span className="hoverbar">
          {mayWrite && (
            <button type="button" tabIndex={-1} aria-pressed={one.favourite} aria-label={one.favourite ? say.unmark : say.mark} onClick={() => acts.favourite(one)}>
              <Star className="ic" />
            </button>
          )}
          {file && (
            <a href={`${file.url}?download`} download={file.filename} tabIndex={-1} aria-label={words.acts.download}>
              <Download className="ic" />
            </a>
          )}
          {mayWrite && (
            <Menu label={say.more} align="right" buttonClass="more" button={<Ellipsis className="ic" />}>
              {(close) => <Choices of={acts.choices(one)} close={close} />}
            </Menu>
          )}
        </span>
      </span>
    </figure>
  )
})
