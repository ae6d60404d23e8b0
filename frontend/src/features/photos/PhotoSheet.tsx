/** One sheet of photos: sources or targets, thousands of them, with what is on its way and the place to add more. */
import { ArrowDown, ArrowUp, Lock, Upload } from "lucide-react"
import { lazy, type ReactNode, type RefObject, Suspense, useCallback, useRef, useState } from "react"
import { words } from "#words/photos"
import { type PhotoRole, type TargetSet } from "../../api/shapes"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { EVERYTHING } from "../../lib/selection"
import { NARROW, useMedia } from "../../lib/use-media"
import { Button } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { SkeletonSheet } from "../../ui/Skeleton"
import { type GridHandle, VirtualGrid } from "../../ui/VirtualGrid"
import { DeskFilters } from "./DeskFilters"
import { worseCopies } from "./desk-view"
import { PhotoTile } from "./PhotoTile"
import { type Sheet, useSheetKeys } from "./use-sheet"
import "./photos.css"

const BulkBar = lazy(async () => ({ default: (await import("./BulkBar")).BulkBar }))

/** What comes to the sheet: features/uploads says it, the page hands it on. */
export type Adding = {
  onPick: () => void
  input: ReactNode
  /** Files are held over the page. */
  isOver: boolean
  over: ReactNode
  /** Files on their way. */
  count: number
  tiles: ReactNode
  stopped: ReactNode
}

type Props = {
  subjectId: string
  role: PhotoRole
  sheet: Sheet
  adding: Adding
  modelName: string
  /** At the right of the head. */
  aside?: ReactNode
  /** Between head and photos: the sets of targets. */
  above?: ReactNode
  sets?: TargetSet[]
  openSet?: TargetSet
  /** The photo that the arrows or a click came to last, when it is on this sheet. */
  active: string | null
  onActive: (id: string) => void
  onOpen: (id: string) => void
  onNewSet: () => void
  /** Opens what puts chosen photos into a dataset. */
  onDataset?: (ids: string[]) => void
  /** Why nothing can be added now, in words. */
  closed?: ReactNode
}

export function PhotoSheet({ subjectId, role, sheet, adding, modelName, aside, above, sets, openSet, active, onActive, onOpen, onNewSet, onDataset, closed }: Props) {
  const grid = useRef<GridHandle>(null)
  useSheetKeys({ sheet, active, grid })
  const said = words.sheet[role]
  const isEmpty = sheet.counts?.all === 0 && adding.count === 0
  const refused = sheet.desk?.refused ?? []
  const isNarrow = useMedia(NARROW)
  const mayWrite = useMayWrite()
  const chooseAll = () => sheet.selection.set(EVERYTHING)
  return (
    <section className="section first:mt-0!" data-role={role} data-over={adding.isOver || undefined} aria-labelledby={`h-${role}`}>
      <header>
        <h2 id={`h-${role}`}>{said.title}</h2>
        <span className="muted small">{said.sub}</span>
        <div className="push row">
          {aside}
          {sheet.order.length > FAR && <Jump to={role === "source" ? "target" : "source"} />}
        </div>
      </header>
      {above}
      {adding.stopped}
      {adding.input}
      {closed}
      {adding.over}
      {sheet.query.error && <ErrorNotice words={wordsFor(sheet.query.error)} onRetry={() => void sheet.query.refetch()} />}
      {sheet.query.isPending && <SkeletonSheet />}
      {isEmpty && !closed && (openSet ? <EmptySet /> : <NoPhotos role={role} name={modelName} onPick={mayWrite ? adding.onPick : undefined} />)}
      {!isEmpty && sheet.counts && (
        <>
          <DeskFilters filter={sheet.filter} counts={sheet.counts} onChange={sheet.setFilter} onAll={chooseAll} />
          {sheet.desk && <Checking left={sheet.desk.pending.length} of={sheet.counts.all} />}
          {mayWrite && sheet.filter === "copies" && sheet.desk && <KeepBest sheet={sheet} />}
          <Photos subjectId={subjectId} role={role} sheet={sheet} grid={grid} onActive={onActive} onOpen={onOpen} />
          {adding.count > 0 && <div className="sheet mt-3">{adding.tiles}</div>}
          {!closed && mayWrite && (
            <button type="button" className="addstrip" onClick={adding.onPick}>
              <Upload className="ic" />
              {said.add}
              <span className="muted desktop">{words.dropOrPaste}</span>
            </button>
          )}
        </>
      )}
      {refused.length > 0 && <Refused count={refused.length} onDelete={mayWrite ? () => sheet.actions.remove(refused) : undefined} />}
      {mayWrite && sheet.chosen.length > (isNarrow ? 0 : 1) && (
        <Suspense>
          <BulkBar ids={sheet.chosen} actions={sheet.actions} onClear={sheet.selection.clear} shown={sheet.order.length} onAll={chooseAll} sets={role === "target" ? sets : undefined} open={openSet} onNewSet={onNewSet} onDataset={onDataset} />
        </Suspense>
      )}
    </section>
  )
}

/** From so many photos on the other sheet is far to scroll to. */
const FAR = 42

function Jump({ to }: { to: PhotoRole }) {
  const Arrow = to === "target" ? ArrowDown : ArrowUp
  return (
    <a className="link small row gap-1!" href={`#h-${to}`}>
      {words.sheet[to].title}
      <Arrow className="ic" />
    </a>
  )
}

function Photos({ subjectId, role, sheet, grid, onActive, onOpen }: Pick<Props, "subjectId" | "role" | "sheet" | "onActive" | "onOpen"> & { grid: RefObject<GridHandle | null> }) {
  const isNarrow = useMedia(NARROW)
  const { tiles, order, chosen, fold, selection } = sheet
  const drag = useCallback((id: string) => (chosen.includes(id) ? chosen : [id]), [chosen])
  const render = useCallback(
    (index: number) => {
      const tile = tiles[index]
      return tile && <PhotoTile subjectId={subjectId} role={role} tile={tile} onStack={fold} onDrag={role === "target" ? drag : undefined} />
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- fold only sets state
    [subjectId, role, tiles, drag],
  )
  if (tiles.length === 0 && sheet.filter === "all") return null
  if (tiles.length === 0) {
    return (
      <p className="row small muted">
        {words.nothingHere}
        <button type="button" className="link" onClick={() => sheet.setFilter("all")}>
          {words.showAll}
        </button>
      </p>
    )
  }
  return (
    <VirtualGrid
      ref={grid}
      name={`${subjectId}-${role}`}
      label={words.sheet[role].label}
      count={tiles.length}
      keyOf={(at) => order[at] ?? String(at)}
      render={render}
      selection={selection}
      click={isNarrow ? "open" : "choose"}
      onActive={(at) => order[at] && onActive(order[at])}
      onOpen={(at) => order[at] && onOpen(order[at])}
    />
  )
}

/** From so many photos in the check at once on, their number is said: the tiles alone are too many to count. */
const MANY = 10

function Checking({ left, of }: { left: number; of: number }) {
  const [isMany, setMany] = useState(false)
  if (left >= MANY && !isMany) setMany(true)
  if (left === 0 && isMany) setMany(false)
  if (!isMany || left === 0) return null
  return (
    <p className="checkingline small muted" role="status">
      <span>{words.checkingLeft(of - left, of)}</span>
      <span className="bar" role="progressbar" aria-label={words.checkingBar} aria-valuemin={0} aria-valuemax={of} aria-valuenow={of - left}>
        <i style={{ width: `${(100 * (of - left)) / of}%` }} />
      </span>
    </p>
  )
}

function KeepBest({ sheet }: { sheet: Sheet }) {
  const shown = new Set(sheet.order)
  const rest = sheet.desk ? worseCopies(sheet.desk).filter((id) => shown.has(id)) : []
  return (
    <p className="mb-3">
      <Button size="sm" onClick={() => sheet.actions.decide(rest, "reject")}>
        {words.keepBest}
      </Button>
    </p>
  )
}

function EmptySet() {
  return (
    <Empty title={words.emptySet}>
      {words.emptySetHelp}
    </Empty>
  )
}

function NoPhotos({ role, name, onPick }: { role: PhotoRole; name: string; onPick: (() => void) | undefined }) {
  return (
    <Empty
      title={words.none[role]}
      action={
        onPick && (
          <Button look="primary" onClick={onPick}>
            <Upload className="ic" />
            {words.sheet[role].add}
          </Button>
        )
      }
    >
      {words.start[role](name)}
    </Empty>
  )
}

/** Quarantined files are only ever counted. */
function Refused({ count, onDelete }: { count: number; onDelete: (() => void) | undefined }) {
  return (
    <p className="row small muted mt-3.5!">
      <Lock className="ic" />
      <span>
        {words.refused(count)}{" "}
        {onDelete && (
          <button type="button" className="link" onClick={onDelete}>
            {words.deleteRefused(count)}
          </button>
        )}
      </span>
    </p>
  )
}
