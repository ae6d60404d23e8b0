/** What runs and what waits: the order is changed by buttons, by keyboard and by dragging. */
import { useQuery } from "@tanstack/react-query"
import { ArrowDown, ArrowUp, ChevronsUp, GripVertical, Pause, Play, X } from "lucide-react"
import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react"
import { Link } from "react-router"
import { useMayWrite } from "../../api/may-write"
import { queue } from "../../api/runs"
import { wordsFor } from "../../api/problem"
import { type Run, type Turn } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { Notice } from "../../ui/Notice"
import { words } from "#words/runs"
import { ownPlaces } from "./queue-order"
import { useCan, useCancelRun, useMoveRun, usePauseRun, useResumeRun } from "./run-actions"
import { RunStatusChip } from "./RunStatusChip"
import { shortTime, takesSeconds } from "./run-words"

/** Who only looks has no place to move. */
const NONE: ReturnType<typeof ownPlaces> = new Map()

export function QueueSection() {
  const { data: turns = [] } = useQuery(queue("swap"))
  const move = useMoveRun()
  const [dragged, drag] = useState<string | null>(null)
  const heading = useId()
  const mayWrite = useMayWrite()
  const places = mayWrite ? ownPlaces(turns) : NONE
  const isOrdered = [...places.values()].some(({ of }) => of > 1)
  if (turns.length === 0) return null
  return (
    <section className="mb-8" aria-labelledby={heading}>
      <h2 id={heading} className="mb-3">
        {words.page.queue}
      </h2>
      <ol className="queue">
        {turns.map((turn) => (
          <QueueRow
            key={turn.run.id}
            turn={turn}
            own={places.get(turn.run.id)?.place ?? null}
            last={places.get(turn.run.id)?.of ?? 0}
            hasGrips={isOrdered}
            onMove={(place) => move.mutate({ run: turn.run, place })}
            isDragged={dragged === turn.run.id}
            onDrag={drag}
            onDrop={(place) => {
              const moved = turns.find(({ run }) => run.id === dragged)
              if (moved && moved !== turn) move.mutate({ run: moved.run, place })
              drag(null)
            }}
          />
        ))}
      </ol>
      {isOrdered && <p className="small muted mt-2 desktop">{words.queue.keys}</p>}
      {move.error && (
        <div className="mt-3">
          <Notice tone="refuse" title={words.queue.failed} live>
            {wordsFor(move.error).body}
          </Notice>
        </div>
      )}
      <p className="hide" role="status">
        {move.data && move.variables && words.queue.moved(move.variables.run.title, ownPlaces(move.data).get(move.variables.run.id)?.place ?? move.variables.place)}
      </p>
    </section>
  )
}

type RowProps = {
  turn: Turn
  /** The place among one's own runs that wait, from 1; null when it does not wait. */
  own: number | null
  last: number
  /** Whether other rows have a grip, so that this one keeps its place free. */
  hasGrips: boolean
  onMove: (place: number) => void
  isDragged: boolean
  onDrag: (id: string | null) => void
  onDrop: (place: number) => void
}

function QueueRow({ turn, own, last, hasGrips, onMove, isDragged, onDrag, onDrop }: RowProps) {
  const { run } = turn
  const row = useRef<HTMLLIElement>(null)
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (own === null || step === undefined || !event.altKey) return
    event.preventDefault()
    if (own + step >= 1 && own + step <= last) onMove(own + step)
  }
  const over = (event: DragEvent) => own !== null && event.preventDefault()
  return (
    <li ref={row} className="queuerow" data-dragged={isDragged || undefined} onKeyDown={onKey} onDragOver={over} onDrop={() => own !== null && onDrop(own)}>
      {own !== null && last > 1 && (
        <span className="grip desktop" draggable title={words.queue.drag} onDragStart={() => onDrag(run.id)} onDragEnd={() => onDrag(null)}>
          <GripVertical className="ic" />
        </span>
      )}
      {(own === null || last <= 1) && hasGrips && <span className="grip desktop" />}
      <Link to={paths.run(run.id)} className="queuename">
        <span className="row wrap">
          <b className="font-medium">{run.subject ? words.page.named(run.title, run.subject.name) : run.title}</b>
          <RunStatusChip run={run} />
        </span>
        <WaitWords turn={turn} />
      </Link>
      <FrameBar cells={cellsFrom(run.items, run.status === "running")} />
      <span className="queueacts">
        {own !== null && last > 1 && <MoveButtons run={run} own={own} last={last} onMove={onMove} />}
        <HoldButtons run={run} />
      </span>
    </li>
  )
}

function WaitWords({ turn: { run, place, starts_in } }: { turn: Turn }) {
  const made = words.doneOf(run.kind, run.items.done, run.items.total)
  const takes = takesSeconds(run)
  const wait = [place !== null && words.queue.place(place), starts_in !== null && words.queue.startsIn(starts_in), run.priority === "low" && words.queue.afterOthers].filter(Boolean).join(", ")
  const left = run.status === "paused" ? words.queue.paused : run.status === "running" ? shortTime(run) : wait
  return <span className="small muted">{[made, left, takes !== null && words.queue.takes(takes)].filter(Boolean).join(" · ")}</span>
}

function MoveButtons({ run, own, last, onMove }: { run: Run; own: number; last: number; onMove: (place: number) => void }) {
  return (
    <>
      <IconButton name={words.queue.top(run.title)} disabled={own === 1} onClick={() => onMove(1)}>
        <ChevronsUp className="ic" />
      </IconButton>
      <IconButton name={words.queue.up(run.title)} disabled={own === 1} onClick={() => onMove(own - 1)}>
        <ArrowUp className="ic" />
      </IconButton>
      <IconButton name={words.queue.down(run.title)} disabled={own === last} onClick={() => onMove(own + 1)}>
        <ArrowDown className="ic" />
      </IconButton>
    </>
  )
}

function HoldButtons({ run }: { run: Run }) {
  const can = useCan(run)
  const pause = usePauseRun(run.id)
  const resume = useResumeRun(run.id)
  const cancel = useCancelRun(run.id)
  return (
    <>
      {can.pause && (
        <IconButton name={words.queue.pause(run.title)} onClick={() => pause.mutate()} disabled={pause.isPending}>
          <Pause className="ic" />
        </IconButton>
      )}
      {can.resume && (
        <IconButton name={words.queue.resume(run.title)} onClick={() => resume.mutate()} disabled={resume.isPending}>
          <Play className="ic" />
        </IconButton>
      )}
      {can.cancel && (
        <IconButton name={words.queue.cancel(run.title)} onClick={() => cancel.mutate()} disabled={cancel.isPending}>
          <X className="ic" />
        </IconButton>
      )}
    </>
  )
}

/** `aria-disabled` keeps the focus on a button that has just reached the end of the line. */
function IconButton({ name, disabled, onClick, children }: { name: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="btn bare sm sq" aria-label={name} title={name} aria-disabled={disabled || undefined} onClick={() => !disabled && onClick()}>
      {children}
    </button>
  )
}
