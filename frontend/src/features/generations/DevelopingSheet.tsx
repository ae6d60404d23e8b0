/** The pictures that are being made: each comes up in its frame, from the first glimpse to what it will be. */
import { useQuery } from "@tanstack/react-query"
import { type CSSProperties } from "react"
import { Link } from "react-router"
import { words } from "#words/generations"
import { developing } from "../../api/generations"
import { run as runQuery } from "../../api/runs"
import { type Developing } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Tile } from "../../ui/Tile"
import { useGlimpse } from "../runs/glimpses"

const say = words.gallery

export function DevelopingSheet({ subject, height }: { subject: string; height: number }) {
  const { data = [] } = useQuery({ ...developing(subject), throwOnError: false })
  if (data.length === 0) return null
  return (
    <section aria-labelledby="h-developing" className="developing">
      <div className="day">
        <h2 id="h-developing">{say.developing}</h2>
        {data.map(({ run, title }) => (
          <Link key={run} className="link small" to={paths.run(run)}>
            {title}
          </Link>
        ))}
      </div>
      <div className="frames" style={{ "--h": `${height}px` } as CSSProperties}>
        {data.map((one) => (
          <RunFrames key={one.run} of={one} />
        ))}
      </div>
    </section>
  )
}

function RunFrames({ of }: { of: Developing }) {
  const { data: run } = useQuery({ ...runQuery(of.run), throwOnError: false })
  const stage = run?.stages.find(({ status }) => status === "running" ) ?? run?.stages.at(-1)
  const settled = stage ? stage.done + stage.failed : 0
  return of.frames.map((frame) => (
    <FrameOf key={frame.index} of={of} frame={frame} message={stage?.message ?? ""} fraction={stage ? Math.max(0, stage.progress * stage.total - settled) : 0} />
  ))
}

type FrameProps = { of: Developing; frame: Developing["frames"][number]; message: string; fraction: number }

function FrameOf({ of: { run, width, height }, frame: { index, state, error }, message, fraction }: FrameProps) {
  const glimpse = useGlimpse(run, index)
  const isWorking = state === "working"
  return (
    <div className="devframe" style={{ "--r": width / height } as CSSProperties}>
      <Tile
        state={isWorking ? "working" : state === "failed" ? "bad" : "waiting"}
        fraction={fraction}
        tag={isWorking && message ? <span className="tag">{message}</span> : error ? <span className="tag r">{say.notMade}</span> : undefined}
        picture={
          glimpse ? (
            <img className="pic glimpse" src={glimpse} alt={say.frame(index, say[state])} title={error?.detail} />
          ) : (
            <span className="pic" role="img" aria-label={say.frame(index, say[state])} title={error?.detail} />
          )
        }
      />
    </div>
  )
}
