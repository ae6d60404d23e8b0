/** A result in the sheet of the desk: kept has a ring, rejected is faded and struck, a favourite has its star. */
import { Check, Star } from "lucide-react"
import { memo } from "react"
import { words } from "#words/swaps"
import { type SwapResult } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { distance } from "../../lib/format"
import { Picture } from "../../ui/Picture"
import { Tag } from "../../ui/Tile"
import { Ring } from "./Ring"

const say = words.desk

/** What a screen reader hears of a result. */
export function nameOf({ label, favourite, decision, identity_after, tags }: SwapResult): string {
  const more = [identity_after !== null && say.distance(distance(identity_after)), decision === "keep" && say.kept, decision === "reject" && say.rejected, favourite && say.favourite, ...tags]
  return say.picture(label, more.filter((one): one is string => Boolean(one)))
}

export const DeskTile = memo(function DeskTile({ result, isChosen }: { result: SwapResult; isChosen: boolean }) {
  const { decision, favourite, warning, tags } = result
  return (
    <div className={cx("tile", isChosen && "on", decision === "reject" && "rejected")}>
      <span className="frame">
        <Picture of={result.enhanced ?? result.swapped} alt={nameOf(result)} sizes="(max-width: 767px) 33vw, 200px" />
        {decision === "keep" && <Ring />}
        <span className="pickmark" data-pick="">
          <Check className="ic" />
        </span>
        {favourite && <Star className="ic starred" aria-hidden="true" />}
        {(tags.length > 0 || warning) && (
          <span className="tags">
            {warning ? <Tag tone="warn">{say.soft}</Tag> : null}
            {tags.length > 0 && <Tag className="cut">{tags.join(", ")}</Tag>}
          </span>
        )}
      </span>
      <span className="edge" aria-hidden="true">
        <b>{result.label}</b>
        <span>{result.identity_after === null ? "" : distance(result.identity_after)}</span>
      </span>
    </div>
  )
})
