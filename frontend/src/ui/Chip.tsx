/** Chips: a verdict or a state, always a word with a shape. */
import { AlertTriangle, Check, X } from "lucide-react"
import { type ReactNode } from "react"
import { cx } from "../lib/classes"

type Tone = "pass" | "warn" | "refuse" | "mark" | "none"
const SHAPES = { pass: <Check className="ic" />, warn: <AlertTriangle className="ic" />, refuse: <X className="ic" />, mark: <span className="pulse" />, none: null }

export function Chip({ tone = "none", icon, className, children }: { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <span className={cx("chip", tone !== "none" && tone, className)}>
      {icon ?? SHAPES[tone]}
      {children}
    </span>
  )
}

/** A filter that can be on or off. */
export function FilterChip({ on, onClick, children }: { on: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  )
}
