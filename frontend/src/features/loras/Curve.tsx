/** A row of the axis that holds curves: plain SVG, scaled by its box, drawn by the functions of curve.ts. */
import { type CSSProperties, memo, type ReactNode, type Ref } from "react"
import { heightOf, type Point, polyline, type Range, thinned } from "./curve"
import { placeOf } from "./axis"
import { type Column } from "./story"

const WIDE = 1000
const HIGH = 100

export type Line = { points: readonly Point[]; look: "a" | "b" | "noise" }
type Props = {
  columns: readonly Column[]
  lines: readonly Line[]
  range: Range
  /** Pixels. */
  tall: number
  /** What the curves say, in a sentence. */
  label: string
  dots?: readonly Point[]
  limit?: { value: number; words: string }
  /** Values whose height is written at the right. */
  notes: readonly (readonly [value: number, words: string])[]
  /** The box, whose width is the axis. */
  box?: Ref<HTMLDivElement>
  children?: ReactNode
}

export const Curve = memo(function Curve({ columns, lines, range, tall, label, dots = [], limit, notes, box, children }: Props) {
  const x = (step: number) => placeOf(columns, step)
  const percent = (part: number) => `${part * 100}%`
  return (
    <div ref={box} className="chartbox" style={{ "--tall": `${tall}px` } as CSSProperties}>
      <svg className="chart" viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path className="grid" d={`M0 0H${WIDE}M0 ${HIGH / 2}H${WIDE}M0 ${HIGH}H${WIDE}`} />
        {limit && <path className="limit" d={`M0 ${heightOf(range, limit.value) * HIGH}H${WIDE}`} />}
        {lines.map(({ points, look }) => (
          <polyline key={look} className={look} points={polyline(thinned(points), x, range, WIDE, HIGH)} />
        ))}
      </svg>
      {dots.map(({ step, value }) => (
        <i key={step} className="dot" style={{ left: percent(x(step)), top: percent(heightOf(range, value)) }} />
      ))}
      {notes.map(([value, words], at) => (
        <span key={at} className={heightOf(range, value) > 0.9 ? "note up" : "note"} style={{ top: percent(heightOf(range, value)) }} aria-hidden="true">
          {words}
        </span>
      ))}
      {limit && (
        <span className="note w" style={{ top: percent(heightOf(range, limit.value)) }} aria-hidden="true">
          {limit.words}
        </span>
      )}
      {children}
    </div>
  )
})
