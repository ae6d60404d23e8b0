/** What is known about a picture: its file, its likeness, its scores, where it came from. */
import { ChevronRight, Download } from "lucide-react"
import { Fragment } from "react"
import { archiveUrl } from "../../api/runs"
import { type Photo, type Picture as File, type Run } from "../../api/shapes"
import { count, degrees, distance } from "../../lib/format"
import { DownloadLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Cost } from "../../ui/Cost"
import { Facts } from "../../ui/Facts"
import { Notice } from "../../ui/Notice"
import { Picture } from "../../ui/Picture"
import { Tile } from "../../ui/Tile"
import { brisqueWords, meterAt, SAME_PERSON } from "./score-words"
import { type Made } from "./ViewerPage"

type Props = { run: Run; one: Made; picture: File; source: Photo | undefined; target: Photo | undefined; made: number; isEnhanced: boolean }

export function ViewerSide({ run, one, picture, source, target, made, isEnhanced }: Props) {
  const { result } = one
  return (
    <aside className="side" aria-label="About this picture">
      <section className="slip">
        <header>
          <h1 className="font-[600] text-[15px]/5!">
            Source {source?.number ?? "?"} on target {target?.number ?? "?"}
          </h1>
        </header>
        <p className="mono muted wrap-anywhere">{picture.filename}</p>
        <div className="row">
          <DownloadLink look="primary" className="grow" href={picture.url} name={picture.filename}>
            <Download className="ic" />
            Download
          </DownloadLink>
          <DownloadLink href={archiveUrl(run.id)}>All {made}</DownloadLink>
        </div>
        {result.warning && (
          <Notice tone="warn" title="Worth a second look">
            {result.warning}
          </Notice>
        )}
      </section>
      <Likeness one={one} name={run.subject?.name ?? "the source"} isEnhanced={isEnhanced} />
      <Scores one={one} picture={picture} source={source} target={target} isEnhanced={isEnhanced} />
      <Chain one={one} source={source} target={target} />
    </aside>
  )
}

function Likeness({ one: { result }, name, isEnhanced }: { one: Made; name: string; isEnhanced: boolean }) {
  const { identity_before: before } = result
  const now = (isEnhanced ? result.scores.enhanced_identity : undefined) ?? result.identity_after
  if (now === null || now === undefined) return null
  const isNearer = before === null || now < before
  const gained = before === null ? null : Math.abs(before - now)
  return (
    <section className="slip" aria-labelledby="h-likeness">
      <header>
        <h2 id="h-likeness">Likeness</h2>
        <Chip tone={isNearer ? "pass" : "warn"}>{isNearer ? `Nearer to ${name}` : `Not nearer to ${name}`}</Chip>
      </header>
      <p className="likeness">
        <b className="n">{distance(now)}</b>
        <span className="muted">
          from {name}
          {gained !== null && `, ${distance(gained)} ${isNearer ? "nearer" : "farther"} than before`}
        </span>
      </p>
      <div className="meter">
        <div className="track" role="img" aria-label={`Distance ${before === null ? "" : `was ${distance(before)}, `}is ${distance(now)}; photos of one person are below ${distance(SAME_PERSON)}`}>
          <span className="to left-0" style={{ width: `${meterAt(now)}%` }} />
          {before !== null && <span className="was" style={{ left: `${meterAt(before)}%` }} />}
          <span className="need" style={{ left: `${meterAt(SAME_PERSON)}%` }} />
        </div>
        <div className="scale" aria-hidden="true">
          {before !== null && <span style={{ left: `${Math.min(meterAt(before), 22)}%` }}>was {distance(before)}</span>}
          <span style={{ left: `${meterAt(SAME_PERSON)}%` }}>same person {distance(SAME_PERSON)}</span>
        </div>
      </div>
      <p className="help">Distance to the source, as an identity network sees it. Lower is nearer.</p>
    </section>
  )
}

function Scores({ one: { result }, picture, source, target, isEnhanced }: { one: Made; picture: File; source: Photo | undefined; target: Photo | undefined; isEnhanced: boolean }) {
  const { scores } = result
  const brisque = (isEnhanced ? scores.enhanced_brisque : undefined) ?? scores.brisque
  const sharpness = (isEnhanced ? scores.enhanced_sharpness : undefined) ?? scores.sharpness
  const judged = brisque === undefined ? null : brisqueWords(brisque)
  const [from, onto] = [source?.report?.yaw, target?.report?.yaw]
  return (
    <section className="slip" aria-labelledby="h-picture">
      <h2 id="h-picture">Picture</h2>
      <Facts
        facts={[
          ["Size", `${count(picture.width)} × ${count(picture.height)}`],
          judged && brisque !== undefined ? ["Quality, BRISQUE", <Fragment key="b"><span className={judged.tone}>{judged.words}</span> {count(brisque)}</Fragment>] : null,
          sharpness !== undefined && ["Sharpness", count(sharpness)],
          typeof from === "number" && typeof onto === "number" && ["Source, target turned", `${degrees(from)}, ${degrees(onto)}`],
          ["Engine", result.engine_label],
          ["Made in", `${result.seconds < 10 ? result.seconds.toFixed(1) : count(result.seconds)} s`],
          ["Cost", <Cost key="c" value={result.cost} />],
        ]}
      />
    </section>
  )
}

function Chain({ one: { result }, source, target }: { one: Made; source: Photo | undefined; target: Photo | undefined }) {
  const steps = [
    { label: source?.label ?? "source", picture: source?.picture },
    { label: target?.label ?? "target", picture: target?.picture },
    { label: "swap", picture: result.swapped },
    ...(result.enhanced ? [{ label: "2×", picture: result.enhanced }] : []),
  ]
  return (
    <section className="slip" aria-labelledby="h-chain">
      <h2 id="h-chain">Where it came from</h2>
      <div className="chain" data-steps={steps.length}>
        {steps.map(({ label, picture }, at) => (
          <Fragment key={label}>
            {at > 0 && <ChevronRight className="ic" aria-hidden="true" />}
            <Tile picture={<Picture of={picture} alt="" sizes="70px" />} label={label} />
          </Fragment>
        ))}
      </div>
      <p className="help">Marked inside the file as made with software. Location and camera details are not in it.</p>
    </section>
  )
}
