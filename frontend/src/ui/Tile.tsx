/** A picture tile: the frame, at most one tag, the edge print below. */
import { type ReactNode } from "react"
import { cx } from "../lib/classes"

export type TileState = "waiting" | "working" | "done" | "bad" | undefined
type TagTone = "warn" | "refuse" | "pass" | "none"

export function Tag({ tone = "none", children, className }: { tone?: TagTone; children: ReactNode; className?: string }) {
  return (
    <span className={cx("tag", tone === "warn" && "w", tone === "refuse" && "r", className)}>
      {tone !== "none" && <i />}
      {children}
    </span>
  )
}

type Props = {
  picture: ReactNode
  label?: string
  note?: ReactNode
  tag?: ReactNode
  state?: TileState
  on?: boolean
  /** 0 to 1 while it works. */
  fraction?: number
  over?: ReactNode
  className?: string
}

export function Tile({ picture, label, note, tag, state, on, fraction, over, className }: Props) {
  return (
    <figure className={cx("tile", state, on && "on", className)}>
      <span className="frame">
        {picture}
        {over}
        {tag && <span className={cx("tags z-2", state === "working" && "bottom-2.5!")}>{tag}</span>}
        {state === "working" && (
          <span className="sweep">
            <i style={{ width: `${Math.round((fraction ?? 0) * 100)}%` }} />
          </span>
        )}
      </span>
      {label !== undefined && (
        <figcaption className="edge">
          <b>{label}</b>
          <span className="cut">{note}</span>
        </figcaption>
      )}
    </figure>
  )
}
