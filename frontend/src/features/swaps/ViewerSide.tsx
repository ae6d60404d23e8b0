/** What is known about a picture: its files, its likeness, its scores, what it cost, where it came from. */
import { ChevronRight, Download, Star, Tag as TagIcon } from "lucide-react"
import { Fragment } from "react"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { archiveUrl } from "../../api/runs"
import { type Photo, type Picture as File, type ResultAction, type SwapSheet } from "../../api/shapes"
import { count, degrees, distance, percent } from "../../lib/format"
import { Button, DownloadLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Cost } from "../../ui/Cost"
import { Facts } from "../../ui/Facts"
import { Notice } from "../../ui/Notice"
import { Picture } from "../../ui/Picture"
import { Tile } from "../../ui/Tile"
import { brisqueWords, meterAt, SAME_PERSON } from "./score-words"
import { type Made } from "./ViewerPage"

const say = words.viewer

type Props = { sheet: SwapSheet; one: Made; picture: File; source: Photo | undefined; target: Photo | undefined; isEnhanced: boolean; onAct: (action: ResultAction) => void; onTag: () => void }

export function ViewerSide({ sheet, one, picture, source, target, isEnhanced, onAct, onTag }: Props) {
  const { result } = one
  const mayWrite = useMayWrite()
  const made = sheet.frames.filter((frame) => frame.result?.swapped).length
  const other = isEnhanced ? result.swapped : result.enhanced
  return (
    <aside className="side" aria-label={say.about}>
      <section className="slip">
        <header>
          <h1 className="font-[600] text-[15px]/5!">{say.heading(String(source?.number ?? "?"), String(target?.number ?? "?"))}</h1>
          {mayWrite && (
            <Button look="bare" size="sq" aria-pressed={result.favourite} aria-label={say.favourite} onClick={() => onAct(result.favourite ? "unfavourite" : "favourite")}>
              <Star className="ic" fill={result.favourite ? "currentColor" : "none"} />
            </Button>
          )}
        </header>
        <p className="mono muted wrap-anywhere">{picture.filename}</p>
        <div className="row">
          <DownloadLink look="primary" className="grow" href={picture.url} name={picture.filename}>
            <Download className="ic" />
            {say.download}
          </DownloadLink>
          <DownloadLink href={archiveUrl(sheet.run.id)}>{say.all(made)}</DownloadLink>
        </div>
        {other && (
          <a className="link mono wrap-anywhere" href={other.url} download={other.filename}>
            {other.filename}
          </a>
        )}
        <p className="row wrap">
          {result.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
          {mayWrite && (
            <Button look="bare" size="sm" onClick={onTag}>
              <TagIcon className="ic" />
              {say.tag} <kbd className="desktop">T</kbd>
            </Button>
          )}
        </p>
        {result.warning && (
          <Notice tone="warn" title={say.second}>
            {result.warning}
          </Notice>
        )}
      </section>
      <Likeness one={one} name={sheet.run.subject?.name ?? say.theSource} isEnhanced={isEnhanced} />
      <Scores one={one} picture={picture} source={source} target={target} isEnhanced={isEnhanced} />
      <Costs sheet={sheet} one={one} made={made} />
      <Chain one={one} source={source} target={target} />
    </aside>
  )
}

function Likeness({ one: { result }, name, isEnhanced }: { one: Made; name: string; isEnhanced: boolean }) {
  const { identity_before: before } = result
  const now = (isEnhanced ? result.scores.enhanced_identity : undefined) ?? result.identity_after
  if (now === null || now === undefined) return null
  const isNearer = before === null || now < before
  const was = before === null ? null : distance(before)
  return (
    <section className="slip" aria-labelledby="h-likeness">
      <header>
        <h2 id="h-likeness">{say.likeness}</h2>
        <Chip tone={isNearer ? "pass" : "warn"}>{isNearer ? say.nearer(name) : say.notNearer(name)}</Chip>
      </header>
      <p className="likeness">
        <b className="n">{distance(now)}</b>
        <span className="muted">
          {say.from(name)}
          {before !== null && say.gained(distance(Math.abs(before - now)), isNearer)}
        </span>
      </p>
      <div className="meter">
        <div className="track" role="img" aria-label={say.meter(was, distance(now), distance(SAME_PERSON))}>
          <span className="to left-0" style={{ width: `${meterAt(now)}%` }} />
          {before !== null && <span className="was" style={{ left: `${meterAt(before)}%` }} />}
          <span className="need" style={{ left: `${meterAt(SAME_PERSON)}%` }} />
        </div>
        <div className="scale" aria-hidden="true">
          {before !== null && was !== null && <span style={{ left: `${Math.min(meterAt(before), 22)}%` }}>{say.was(was)}</span>}
          <span style={{ left: `${meterAt(SAME_PERSON)}%` }}>{say.same(distance(SAME_PERSON))}</span>
        </div>
      </div>
      <p className="help">{say.likenessHelp}</p>
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
      <h2 id="h-picture">{say.picture}</h2>
      <Facts
        facts={[
          [say.size, `${count(picture.width)} × ${count(picture.height)}`],
          judged && brisque !== undefined ? [say.quality, <Fragment key="b"><span className={judged.tone}>{judged.words}</span> {count(brisque)}</Fragment>] : null,
          sharpness !== undefined && [say.sharpness, count(sharpness)],
          typeof from === "number" && typeof onto === "number" && [say.turned, `${degrees(from)}, ${degrees(onto)}`],
          [say.engine, result.engine_label],
          [say.madeIn, say.seconds(result.seconds < 10 ? result.seconds.toFixed(1) : count(result.seconds))],
        ]}
      />
    </section>
  )
}

/** What this picture cost stage by stage, and how much of the whole run that is. */
function Costs({ sheet: { run }, one: { frame, result }, made }: { sheet: SwapSheet; one: Made; made: number }) {
  const labels = new Map(run.stages.map(({ name, label }) => [name, label]))
  return (
    <section className="slip" aria-labelledby="h-cost">
      <h2 id="h-cost">{say.cost}</h2>
      <Facts
        facts={[
          ...Object.entries(frame.costs).map(([stage, credits]): [string, string] => [labels.get(stage) ?? stage, count(credits)]),
          [say.thisPicture, <Cost key="c" value={result.cost} />, { sum: true }],
          [say.wholeRun(made), count(run.captured)],
          run.captured > 0 && [say.share, percent(result.cost / run.captured)],
        ]}
      />
    </section>
  )
}

function Chain({ one: { result }, source, target }: { one: Made; source: Photo | undefined; target: Photo | undefined }) {
  const steps = [
    { label: source?.label ?? say.steps.source, picture: source?.picture },
    { label: target?.label ?? say.steps.target, picture: target?.picture },
    { label: say.steps.swap, picture: result.swapped },
    ...(result.enhanced ? [{ label: say.steps.enhanced, picture: result.enhanced }] : []),
  ]
  return (
    <section className="slip" aria-labelledby="h-chain">
      <h2 id="h-chain">{say.came}</h2>
      <div className="chain" data-steps={steps.length}>
        {steps.map(({ label, picture }, at) => (
          <Fragment key={label}>
            {at > 0 && <ChevronRight className="ic" aria-hidden="true" />}
            <Tile picture={<Picture of={picture} alt="" sizes="70px" />} label={label} />
          </Fragment>
        ))}
      </div>
      <p className="help">{say.marked}</p>
    </section>
  )
}
