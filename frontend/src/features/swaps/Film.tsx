/** The film strip: all pictures of the run, the one you look at marked. */
import { useEffect, useRef } from "react"
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"
import { type Made } from "./ViewerPage"

export function Film({ run, made, current }: { run: Run; made: Made[]; current: number }) {
  const here = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest", inline: "center" })
  }, [current])
  return (
    <nav className="film" aria-label={`Results of ${run.title}`}>
      {made.map(({ frame, result }) => {
        const isHere = frame.index === current
        return (
          <Link key={frame.index} ref={isHere ? here : undefined} replace to={paths.picture(run.id, frame.index + 1)} className={cx("tile", isHere && "on")} aria-label={`Picture ${frame.index + 1}`} aria-current={isHere ? "true" : undefined}>
            <span className="frame">
              <Picture of={result.enhanced ?? result.swapped} alt="" sizes="46px" />
            </span>
          </Link>
        )
      })}
    </nav>
  )
}
