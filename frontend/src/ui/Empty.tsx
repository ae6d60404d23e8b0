/** Nothing here yet: dashed frames, what this is, how many are a good start, one button. */
import { type ReactNode } from "react"

export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="panel empty">
      <div className="trio" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <b>{title}</b>
      <p className="small muted max-w-96">{children}</p>
      {action}
    </div>
  )
}
