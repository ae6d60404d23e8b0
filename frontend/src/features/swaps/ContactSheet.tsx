/** The contact sheet: sources down, targets across, each frame in its state. */
import { type CSSProperties, type ReactNode, useState } from "react"
import { Link } from "react-router"
import { type Frame, type Photo, type SwapResult, type SwapSheet } from "../../api/shapes"
import { distance } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"
import { Tag, Tile } from "../../ui/Tile"
import { isLive, whyNot } from "../runs/run-words"
import { byId, labelOf } from "./sheet-words"
import "./matrix.css"

export function ContactSheet({ sheet }: { sheet: SwapSheet }) {
  const { sources, targets, frames, run } = sheet
  // What was there when the page opened does not develop again.
  const [old] = useState(() => new Set(frames.filter(({ result }) => result).map(({ index }) => index)))
  const at = new Map(frames.map((frame) => [`${frame.source} ${frame.target}`, frame]))
  const labels = Object.fromEntries(run.stages.map(({ name, label }) => [name, label]))
  const target = byId(targets)
  return (
    <div className="matrixscroll">
      <div className="matrix" style={{ "--cols": targets.length, "--phone-cols": Math.min(4, Math.max(2, targets.length)) } as CSSProperties}>
        <span className="corner">
          sources ↓<br />
          targets →
        </span>
        {targets.map((photo) => (
          <div key={photo.id} className="colhead">
            <Picture of={photo.picture} alt={`Target photo ${photo.number}`} sizes="200px" />
          </div>
        ))}
        {sources.map((source) => (
          <SheetRow key={source.id} source={source}>
            {targets.map(({ id }) => {
              const frame = at.get(`${source.id} ${id}`)
              const label = labelOf(source, target.get(id))
              if (!frame) return <LeftOut key={id} target={target.get(id)} label={label} />
              return <FrameTile key={id} frame={frame} target={target.get(id)} label={label} runId={run.id} stage={labels[frame.stage ?? ""]} fresh={!old.has(frame.index)} isLive={isLive(run)} />
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
        <Tile picture={<Picture of={source.picture} alt={`Source photo ${source.number}`} sizes="64px" />} label={source.label} />
      </div>
      {children}
    </>
  )
}

function LeftOut({ target, label }: { target: Photo | undefined; label: string }) {
  return <Tile state="bad" picture={<Picture of={target?.picture} alt="" sizes="200px" />} label={label} note="free" tag={<Tag tone="refuse">Turned too far</Tag>} />
}

type MadeProps = { frame: Frame; result: SwapResult; label: string; runId: string; stage: string | undefined; fresh: boolean; isLive: boolean }

/** A picture that is there, swapped at least; enhancing may still go on, or may have come to nothing. */
function MadeTile({ frame, result, label, runId, stage, fresh, isLive }: MadeProps) {
  const isWorking = frame.state === "working" && isLive
  const isLeftAsIs = frame.state === "failed" || frame.state === "cancelled"
  const tag = isWorking && stage ? <Tag>{stage}</Tag> : isLeftAsIs ? <Tag tone="warn">Not enhanced</Tag> : result.warning ? <Tag tone="warn">Soft edges</Tag> : undefined
  return (
    <Link to={paths.picture(runId, frame.index + 1)} className="block min-w-0">
      <span className="hide">Open </span>
      <Tile
        state="done"
        className={isWorking ? "made-working" : undefined}
        picture={<Picture of={result.enhanced ?? result.swapped} alt="" sizes="(max-width: 767px) 25vw, 240px" fresh={fresh} />}
        label={label}
        note={result.identity_after === null ? "" : distance(result.identity_after)}
        tag={tag}
        over={isWorking && <span className="sweep"><i style={{ width: `${Math.round(frame.fraction * 100)}%` }} /></span>}
      />
    </Link>
  )
}

type FrameProps = { frame: Frame; target: Photo | undefined; label: string; runId: string; stage: string | undefined; fresh: boolean; isLive: boolean }

function FrameTile({ frame, target, label, runId, stage, fresh, isLive }: FrameProps) {
  const under = <Picture of={target?.picture} alt="" sizes="200px" />
  if (frame.result?.swapped) return <MadeTile frame={frame} result={frame.result} label={label} runId={runId} stage={stage} fresh={fresh} isLive={isLive} />
  if (frame.state === "done") return <Tile state="working" fraction={1} picture={under} label={label} tag={<Tag>Nearly there</Tag>} />
  if (frame.state === "failed") return <Tile state="bad" picture={under} label={label} note="0" tag={<Tag tone="refuse">{whyNot(frame.error?.code ?? "")}</Tag>} />
  if (frame.state === "cancelled") return <Tile state="waiting" picture={under} label={label} note="0" />
  if (frame.state === "working" && isLive) return <Tile state="working" fraction={frame.fraction} picture={under} label={label} tag={stage ? <Tag>{stage}</Tag> : undefined} />
  return <Tile state="waiting" picture={under} label={label} />
}
