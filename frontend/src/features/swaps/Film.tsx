/** The film strip: the pictures around the one you look at, that one marked. */
import { useEffect, useRef } from "react"
import { Link } from "react-router"
import { words } from "#words/swaps"
import { cx } from "../../lib/classes"
import { Picture } from "../../ui/Picture"
import { type Neighbours } from "./neighbours"

/** Frames on either side; the strip moves along with the picture looked at, so that it never holds thousands. */
const EITHER_SIDE = 24

export function Film({ near, title }: { near: Neighbours; title: string }) {
  const here = useRef<HTMLAnchorElement>(null)
  const { list, at, isDesk, to } = near
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest", inline: "center" })
  }, [at])
  const first = Math.max(0, at - EITHER_SIDE)
  return (
    <nav className="film" aria-label={isDesk ? words.viewer.filmDesk : words.viewer.film(title)}>
      {list.slice(first, at + EITHER_SIDE + 1).map((result, index) => {
        const isHere = first + index === at
        return (
          <Link key={result.id} ref={isHere ? here : undefined} replace to={to(result)} className={cx("tile", isHere && "on", result.decision === "reject" && "rejected")} aria-label={words.viewer.one(result.label)} aria-current={isHere ? "true" : undefined}>
            <span className="frame">
              <Picture of={result.enhanced ?? result.swapped} alt="" sizes="46px" />
            </span>
          </Link>
        )
      })}
    </nav>
  )
}
