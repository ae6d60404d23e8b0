/** The one axis of a training: likeness, samples, loss and learning rate over the same steps; pointing reads all of them. */
import { type CSSProperties, type KeyboardEvent, memo, type PointerEvent, type ReactNode, type RefObject, useMemo, useRef, useState } from "react"
import { lossWords, rateWords, words } from "#words/loras"
import { type LoraVersion } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { count } from "../../lib/format"
import { neighbour, placeOf, stepAt } from "./axis"
import { rangeOf } from "./curve"
import { Curve, type Line } from "./Curve"
import { type Live } from "./live"
import { SampleRow } from "./SampleRow"
import { courseOf, paceOf, type Reading, readingAt, shortPrompts, type Story } from "./story"
import "./timeline.css"

const say = words.axis
const TALL = { likeness: 116, loss: 100, rate: 36 }

type Props = { version: LoraVersion; story: Story; live: Live; isLive: boolean; slug: string; chosen: number | null; onChoose: (step: number) => void }

export function Timeline({ version, story, live, isLive, slug, chosen, onChoose }: Props) {
  const [pointed, point] = useState<number | null>(null)
  const axis = useRef<HTMLDivElement>(null)
  const { columns, done } = story
  const at = Math.min(pointed ?? done, done)
  const reading = readingAt(story, at)
  const follow = ({ clientX, pointerType }: PointerEvent) => {
    const edges = axis.current?.getBoundingClientRect()
    if (!edges?.width || pointerType === "touch") return
    const place = (clientX - edges.left) / edges.width
    point(place < 0 || place > 1 || done === 0 ? null : Math.min(done, stepAt(columns, place)))
  }
  const turn = (event: KeyboardEvent) => {
    const to = { ArrowLeft: neighbour(columns, at, -1), ArrowRight: neighbour(columns, at, 1), Home: columns[0]?.step ?? 0, End: done }[event.key]
    if (to === undefined) return
    event.preventDefault()
    point(Math.min(done, to))
  }
  const pace = paceOf(version, live)
  const names = useMemo(() => shortPrompts(version.prompts.map(({ prompt }) => prompt)), [version.prompts])
  const x = (step: number) => ({ "--x": placeOf(columns, step) }) as CSSProperties
  return (
    <section className="tl-scroll" tabIndex={0} aria-label={say.label}>
      <div className="timeline" style={{ "--n": Math.max(1, columns.length), "--rows": Math.max(1, names.length) } as CSSProperties} onPointerMove={follow} onPointerLeave={() => point(null)}>
        <Head story={story} isLive={isLive} chosen={chosen} onChoose={onChoose} />
        <Likeness story={story} limit={version.overfit_limit} reading={reading} />
        {version.prompts.map(({ prompt, seed }, row) => (
          <SampleRow key={row} row={row} prompt={prompt} name={names[row] ?? prompt} seed={seed} story={story} pace={pace} isLive={isLive} slug={slug} number={version.number} chosen={chosen} />
        ))}
        <Loss story={story} reading={reading} isNow={pointed === null && isLive} axis={axis}>
          {done > 0 && (
            <div
              className="readhandle"
              style={x(at)}
              role="slider"
              tabIndex={0}
              aria-label={say.read}
              aria-valuemin={0}
              aria-valuemax={story.steps}
              aria-valuenow={at}
              aria-valuetext={readingWords(reading)}
              onKeyDown={turn}
              onBlur={() => point(null)}
            />
          )}
        </Loss>
        <Rate story={story} reading={reading} />
        {isLive && done > 0 && <div className="play" style={x(done)} aria-hidden="true" />}
        {pointed !== null && (
          <div className="reader" style={x(at)} aria-hidden="true">
            <span>{say.at(at)}</span>
          </div>
        )}
      </div>
    </section>
  )
}

/** "Step 1,340, loss 0.083, learning rate 1.0e−4, likeness 0.81, copying 0.17" */
function readingWords({ step, smooth, rate, likeness, overfit }: Reading): string {
  const parts = [say.at(step), smooth !== undefined && say.readLoss(smooth), rate !== undefined && say.readRate(rate), likeness !== undefined && say.readLikeness(likeness), overfit !== undefined && say.readCopying(overfit)]
  return say.reading(parts.filter((part) => part !== false))
}

function Head({ story, isLive, chosen, onChoose }: { story: Story; isLive: boolean; chosen: number | null; onChoose: (step: number) => void }) {
  return (
    <div className="trow thead">
      <span className="lab">{say.step}</span>
      {story.columns.map(({ step, kind, save }) =>
        kind === "saved" ? (
          <button key={step} type="button" className={cx("step", story.best === save && "best")} aria-pressed={chosen === step} aria-label={say.choose(step)} title={save?.asked ? say.asked : undefined} onClick={() => onChoose(step)}>
            {count(step)}
          </button>
        ) : (
          <span key={step} className={cx("step", (kind === "planned" || !isLive) && "idle")} title={kind === "sampled" ? say.sampled : undefined}>
            {count(step)}
          </span>
        ),
      )}
    </div>
  )
}

function Lab({ name, first, second }: { name: ReactNode; first?: string; second?: string }) {
  return (
    <span className="lab">
      <b>{name}</b>
      {first && <span className="edge">{first}</span>}
      {second && <span className="edge second">{second}</span>}
    </span>
  )
}

const ONE = { low: 0, high: 1 }
const SCALE = [[1, "1.0"], [0.5, "0.5"]] as const

const Likeness = memo(function Likeness({ story, limit, reading }: { story: Story; limit: number; reading: Reading }) {
  const { columns, likeness, overfit } = story
  const lines = useMemo<Line[]>(() => [{ points: overfit, look: "b" }, { points: likeness, look: "a" }], [likeness, overfit])
  const limited = useMemo(() => ({ value: limit, words: say.limit(limit) }), [limit])
  return (
    <div className="trow">
      <Lab name={say.likeness} first={reading.likeness?.toFixed(2)} second={reading.overfit === undefined ? undefined : say.copies(reading.overfit)} />
      <Curve columns={columns} lines={lines} range={ONE} tall={TALL.likeness} dots={likeness} limit={limited} notes={SCALE} label={likenessWords(story, limit)} />
    </div>
  )
})

function likenessWords({ likeness, overfit }: Story, limit: number): string {
  const [course, only] = [courseOf(likeness), likeness[0]]
  if (!only) return say.nothing
  if (!course) return say.likenessOne(only.value, only.step)
  const copies = courseOf(overfit)
  const says = say.likenessSays([course.first.step, course.first.value], [course.last.step, course.last.value])
  return copies ? `${says}. ${say.copyingSays(copies.first.value, copies.last.value, limit)}` : says
}

function Loss({ story, reading, isNow, axis, children }: { story: Story; reading: Reading; isNow: boolean; axis: RefObject<HTMLDivElement | null>; children: ReactNode }) {
  const { columns, loss, smooth } = story
  const lines = useMemo<Line[]>(() => [{ points: loss, look: "noise" }, { points: smooth, look: "a" }], [loss, smooth])
  const range = useMemo(() => rangeOf(loss), [loss])
  const course = useMemo(() => courseOf(smooth), [smooth])
  const notes = useMemo(() => (loss.length > 0 ? ([[range.high, lossWords(range.high)], [range.low, lossWords(range.low)]] as const) : []), [range, loss.length])
  const value = reading.smooth === undefined ? undefined : lossWords(reading.smooth)
  return (
    <div className="trow">
      <Lab name={say.loss} first={value && (isNow ? say.now(value) : value)} />
      <Curve box={axis} columns={columns} lines={lines} range={range} tall={TALL.loss} notes={notes} label={course ? say.lossSays(course.first.value, course.last.value, say.lossCourse[course.trend]) : say.nothing}>
        {children}
      </Curve>
    </div>
  )
}

const Rate = memo(function Rate({ story, reading }: { story: Story; reading: Reading }) {
  const { columns, rate } = story
  const lines = useMemo<Line[]>(() => [{ points: rate, look: "b" }], [rate])
  const range = useMemo(() => ({ low: 0, high: Math.max(...rate.map(({ value }) => value), 0) * 1.15 || 1 }), [rate])
  const course = courseOf(rate)
  return (
    <div className="trow">
      <Lab name={say.rate} first={reading.rate === undefined ? undefined : rateWords(reading.rate)} />
      <Curve columns={columns} lines={lines} range={range} tall={TALL.rate} notes={[]} label={course ? say.rateSays(course.first.value, course.last.value) : say.nothing} />
    </div>
  )
})
