/** A notice beside the thing: what happened, what it cost, what to do. */
import { AlertTriangle, Info } from "lucide-react"
import { type ReactNode } from "react"
import { cx } from "../lib/classes"

type Props = { tone?: "refuse" | "warn" | "none"; title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode; live?: boolean }

export function Notice({ tone = "none", title, children, action, icon, live }: Props) {
  return (
    <div className={cx("notice", tone !== "none" && tone)} role={live ? "alert" : undefined}>
      {icon ?? (tone === "none" ? <Info className="ic" /> : <AlertTriangle className="ic" />)}
      <div className="stack min-w-0 gap-1.5!">
        <b>{title}</b>
        {children && <div className="small">{children}</div>}
        {action && <div className="row wrap">{action}</div>}
      </div>
    </div>
  )
}
