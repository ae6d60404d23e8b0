/** The contact sheet: sources down, targets across, each frame in its state; a sheet too large for that is one of tiles. */
import { type CSSProperties, memo, type ReactNode, useCallback, useMemo, useState } from "react"
import { Link } from "react-router"
import { words } from "#words/swaps"
import { type Frame, type Photo, type SwapResult, type SwapSheet } from "../../api/shapes"
import { distance } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"
import { Tag, Tile } from "../../ui/Tile"
import { type GridCell, VirtualGrid } from "../../ui/VirtualGrid"
import { isLive } from "../runs/is-live"
import { whyNot } from "../runs/run-words"
import { byId, labelOf } from "./sheet-words"
import "./matrix.css"

const say = words.sheet
/** Frames that may all exist at once, and columns that can be told apart: what is more is a sheet that fills the page. */
const MATRIX_UP_TO = 200
const COLUMNS_UP_TO = 12

export function ContactSheet({ sheet }: { sheet: SwapSheet }) {
  const { sources, targets, frames, run } = sheet
  // What was there when the page opened does not develop again.
  const [old] = useState(() => new Set(frames.filter(({ result }) => result).map(({ index }) => index)))
  const [source, target] = useMemo(() => [byId(sources), byId(targets)], [sources, targets])
  const stages = run.stages.map(({ name, label }) => `${name}\n${label}`).join("\t")
  const labels = useMemo(() => Object.fromEntries(stages.split("\t").map((stage) => stage.split("\n") as [string, string])), [stages])
  const isGoing = isLive(run)
  const tile = useCallback(
    (frame: Frame, tab?: number) => (
      <FrameTile frame={frame} target={target.get(frame.target)} label={labelOf(source.get(frame.source), target.get(frame.target))} runId={run.id} stage={labels[frame.stage ?? ""]} fresh={!old.has(frame.index)} isLive={isGoing} tab={tab} />
    ),
    [source, target, labels, old, isGoing, run.id],
  )
  return frames.length > MATRIX_UP_TO || sheet.targets.length > COLUMNS_UP_TO ? <LongSheet frames={frames} run={run.id} tile={tile} /> : <Matrix sheet={sheet} tile={tile} />
}

type Draw = (frame: Frame, tab?: number) => ReactNode

/** Thousands of frames, in the order of the sheet: only those near the window exist. */
function LongSheet({ frames, run, tile }: { frames: Frame[]; run: string; tile: Draw }) {
  const render = useCallback((at: number, cell: GridCell) => (frames[at] ? tile(frames[at], cell.tab) : null), [frames, tile])
  return <VirtualGrid name={`run ${run}`} label={say.filling} className="[--tile:120px]" count={frames.length} keyOf={(at) => String(frames[at]?.index ?? at)} render={render} />
}

function Matrix({ sheet: { sources, targets, frames }, tile }: { sheet: SwapSheet; tile: Draw }) {
  const at = new Map(frames.map((frame) => [`${frame.source} ${frame.target}`, frame]))
  return (
    <div className="matrixscroll">
      <div className="matrix" style={{ "--cols": targets.length, "--phone-cols": Math.min(4, Math.max(2, targets.length)) } as CSSProperties}>
        <span className="corner">
          {say.corner[0]}
          <br />
          {say.corner[1]}
        </span>
        {targets.map((photo) => (
          <div key={photo.id} className="colhead">
            <Picture of={photo.picture} alt={say.target(photo.number)} sizes="200px" />
          </div>
        ))}
        {sources.map((source) => (
          <SheetRow key={source.id} source={source}>
            {targets.map((photo) => {
              const frame = at.get(`${source.id} ${photo.id}`)
              return <div key={photo.id} className="min-w-0">{frame ? tile(frame) : <LeftOut target={photo} label={labelOf(source, photo)} />}</div>
            })}
          </SheetRow>
        ))}
      </div>
    </div>
  )
}

function SheetRow({ source, children }: { source: Photo; children: ReactNode }) {
  return (
    <>
      <div className="rowhead">
        <Tile picture={<Picture of={source.picture} alt={say.source(source.number)} sizes="64px" />} label={source.label} />
      </div>
      {children}
    </>
  )
}

function LeftOut({ target, label }: { target: Photo | undefined; label: string }) {
  return <Tile state="bad" picture={<Picture of={target?.picture} alt="" sizes="200px" />} label={label} note={say.free} tag={<Tag tone="refuse">{say.tooFar}</Tag>} />
}

type FrameProps = { frame: Frame; target: Photo | undefined; label: string; runId: string; stage: string | undefined; fresh: boolean; isLive: boolean; tab: number | undefined }

/** A picture that is there, swapped at least; enhancing may still go on, or may have come to nothing. */
function MadeTile({ frame, result, label, runId, stage, fresh, isLive, tab }: FrameProps & { result: SwapResult }) {
  const isWorking = frame.state === "working" && isLive
  const isLeftAsIs = frame.state === "failed" || frame.state === "cancelled"
  const tag = isWorking && stage ? <Tag>{stage}</Tag> : isLeftAsIs ? <Tag tone="warn">{say.notEnhanced}</Tag> : result.warning ? <Tag tone="warn">{words.desk.soft}</Tag> : undefined
  return (
    <Link to={paths.picture(runId, frame.index + 1)} className="block min-w-0" tabIndex={tab}>
      <span className="hide">{say.open} </span>
      <Tile
        state="done"
        className={isWorking ? "made-working" : result.decision === "reject" ? "rejected" : undefined}
        picture={<Picture of={result.enhanced ?? result.swapped} alt="" sizes="(max-width: 767px) 25vw, 240px" fresh={fresh} />}
        label={label}
        note={result.identity_after === null ? "" : distance(result.identity_after)}
        tag={tag}
        over={isWorking && <span className="sweep"><i style={{ width: `${Math.round(frame.fraction * 100)}%` }} /></span>}
      />
    </Link>
  )
}

/** Drawn again only when its own frame changed, whatever else happens in the run. */
const FrameTile = memo(function FrameTile(props: FrameProps) {
  const { frame, target, label, stage, isLive } = props
  const under = <Picture of={target?.picture} alt="" sizes="200px" />
  if (frame.result?.swapped) return <MadeTile {...props} result={frame.result} />
  if (frame.state === "done") return <Tile state="working" fraction={1} picture={under} label={label} tag={<Tag>{say.nearly}</Tag>} />
  if (frame.state === "failed") return <Tile state="bad" picture={under} label={label} note="0" tag={<Tag tone="refuse">{whyNot(frame.error?.code ?? "")}</Tag>} />
  if (frame.state === "cancelled") return <Tile state="waiting" picture={under} label={label} note="0" />
  if (frame.state === "working" && isLive) return <Tile state="working" fraction={frame.fraction} picture={under} label={label} tag={stage ? <Tag>{stage}</Tag> : undefined} />
  return <Tile state="waiting" picture={under} label={label} />
})
