/** What is known beside the axis: the save looked at, the speed, the credits, what the version is made from. */
import { Download, Star, StarOff } from "lucide-react"
import { useQuery } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { Link } from "react-router"
import { lossWords, rateWords, words } from "#words/loras"
import { archiveOf } from "../../api/loras"
import { useMayWrite } from "../../api/may-write"
import { subject as subjectQuery } from "../../api/subjects"
import { type LoraSave, type LoraVersion } from "../../api/shapes"
import { count, megabytes } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink, DownloadLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Cost } from "../../ui/Cost"
import { Facts } from "../../ui/Facts"
import { cellsOf } from "./compare"
import { DeleteVersion } from "./DeleteVersion"
import { paceOf, type Story } from "./story"
import { usePick } from "./version-actions"
import { type VersionProps } from "./VersionPage"

const say = words.side

export function VersionSide(props: VersionProps & { save: LoraSave | null }) {
  const { version, run, isGoing, story, save, slug } = props
  return (
    <aside className="inspector" aria-label={say.about}>
      {save ? <SaveSlip key={save.id} {...props} save={save} /> : <NoSave story={story} />}
      {isGoing && <Speed {...props} />}
      {run && <Credits {...props} />}
      <MadeFrom version={version} slug={slug} isGoing={isGoing} />
    </aside>
  )
}

function NoSave({ story }: { story: Story }) {
  const first = story.columns[0]?.step
  return (
    <section className="slip">
      <h2>{say.noSaves}</h2>
      {first !== undefined && <p className="small muted">{say.noSavesHelp(first)}</p>}
    </section>
  )
}

function SaveSlip({ version, story, save, slug, isGoing }: VersionProps & { save: LoraSave }) {
  const mayWrite = useMayWrite()
  const pick = usePick(version)
  const isBest = story.best === save
  const name = version.kind === "imported" ? say.save : save.winner ? say.picked : save.recommended || (isBest && !version.picked) ? (isGoing ? say.bestSoFar : say.best) : say.save
  return (
    <section className="slip" aria-labelledby="h-save">
      <header>
        <h2 id="h-save">{name}</h2>
        <Chip tone={isBest ? "mark" : "none"} icon={<></>}>
          {words.axis.at(save.step)}
        </Chip>
      </header>
      {save.reason && <p className={isBest ? "because small" : "small muted"}>{save.reason}</p>}
      {save.likeness === null ? version.kind === "trained" && <p className="small muted">{say.notMeasured}</p> : <Meter label={say.likeness} value={save.likeness} />}
      {save.overfit !== null && <Meter label={say.copying} value={save.overfit} limit={version.overfit_limit} />}
      {save.overfit !== null && save.overfit > version.overfit_limit && <p className="small warn">{say.copies}</p>}
      <Files save={save} />
      <div className="row wrap">
        {isGoing && cellsOf(version).length > 1 && <ButtonLink size="sm" to={paths.compareVersion(slug, version.number, { step: save.step })}>{words.page.compare}</ButtonLink>}
        {mayWrite && (
          <Button size="sm" onClick={() => pick.mutate(save.winner ? null : save)}>
            {save.winner ? <StarOff className="ic" /> : <Star className="ic" />}
            {save.winner ? say.unpick : say.pick}
          </Button>
        )}
      </div>
    </section>
  )
}

function Meter({ label, value, limit }: { label: string; value: number; limit?: number }) {
  const isOver = limit !== undefined && value > limit
  return (
    <div className="meter">
      <div className="row between small">
        <span>{label}</span>
        <span className="n">
          {value.toFixed(2)} {limit !== undefined && <span className="faint">{say.of(limit)}</span>}
        </span>
      </div>
      <div className="track" aria-hidden="true">
        <span className={limit === undefined ? "to" : isOver ? "to over" : "to still"} style={{ width: `${Math.min(1, value) * 100}%` }} />
        {limit !== undefined && <span className="need" style={{ left: `${limit * 100}%` }} />}
      </div>
    </div>
  )
}

const LAYOUTS = [
  ["diffusers", say.diffusers, say.diffusersOpens],
  ["kohya", say.kohya, say.kohyaOpens],
] as const

function Files({ save }: { save: LoraSave }) {
  return (
    <ul className="files">
      {LAYOUTS.map(([layout, name, opens]) => (
        <li key={layout} className="stack">
          <DownloadLink href={save.files[layout]} size="sm">
            <Download className="ic" />
            <span className="hide">{say.download(save.step)} </span>
            {name} <span className="edge">{megabytes(save.sizes[layout])}</span>
          </DownloadLink>
          <span className="small muted">{opens}</span>
        </li>
      ))}
    </ul>
  )
}

function Speed({ version, story, live, run }: VersionProps) {
  const pace = paceOf(version, live)
  const [loss, rate] = [story.smooth.at(-1)?.value, story.rate.at(-1)?.value]
  if (story.done === 0 || run?.status === "queued") return null
  return (
    <section className="slip">
      <h2>{say.speed}</h2>
      <Facts
        facts={[
          pace !== null && [say.stepTime, say.seconds(pace)],
          rate !== undefined && [say.rate, rateWords(rate)],
          loss !== undefined && [say.loss, lossWords(loss)],
          version.saves.length > 0 && [say.lastSave, words.step(version.saves.at(-1)?.step ?? 0)],
        ]}
      />
    </section>
  )
}

function Credits({ run, isGoing }: VersionProps) {
  if (!run) return null
  const held = Math.max(0, run.price - run.captured - run.released)
  return (
    <section className="slip">
      <header>
        <h2>{say.credits}</h2>
        {isGoing ? <Cost value={held} held /> : <Link className="link small" to={paths.receipt(run.id)}>{say.receipt}</Link>}
      </header>
      <Facts
        facts={[
          isGoing && [say.held, count(held)],
          [say.charged, count(run.captured)],
          run.released > 0 && [say.back, count(run.released), { tone: "pass" }],
        ]}
      />
      {isGoing && <p className="help">{say.heldHelp}</p>}
    </section>
  )
}

function MadeFrom({ version, slug, isGoing }: { version: LoraVersion; slug: string; isGoing: boolean }) {
  const { dataset, base, recipe, continues, trainer } = version
  const mayWrite = useMayWrite()
  const [isDeleting, remove] = useState(false)
  const { data: subject } = useQuery(subjectQuery(slug))
  const goal = words.fresh.goals[version.preset] ?? version.preset
  const libraries = Object.entries(trainer.libraries).map(([name, number]) => `${name} ${number}`)
  return (
    <section className="slip">
      <h2>{say.madeFrom}</h2>
      <Facts
        facts={[
          dataset && [say.dataset, <Link key="dataset" className="link" to={paths.dataset(slug, dataset.id)}>{say.datasetVersion(dataset.name, dataset.version)}</Link>],
          [say.base, base.here ? base.label : <Gone key="base" name={base.label} />, base.here ? {} : { tone: "warn" }],
          typeof recipe.rank === "number" && (goal ? [say.goal, say.rank(goal, recipe.rank)] : [say.rankOnly, count(recipe.rank)]),
          [say.trigger, <span key="trigger" className="mono">{version.trigger}</span>],
          typeof recipe.seed === "number" && [say.seed, <span key="seed" className="mono">{recipe.seed}</span>],
          continues && [say.continues, <Link key="continues" className="link" to={paths.version(slug, continues.number, continues.step)}>{say.continuesOf(continues.number, continues.step)}</Link>],
          libraries.length > 0 && [say.trainer, libraries.join(", ")],
        ]}
      />
      {!isGoing && (
        <div className="row wrap">
          {version.saves.length > 0 && (
            <DownloadLink href={archiveOf(version.id)} size="sm">
              <Download className="ic" />
              {say.archive}
            </DownloadLink>
          )}
          {mayWrite && (
            <Button look="danger" size="sm" onClick={() => remove(true)}>
              {say.deleteVersion}
            </Button>
          )}
        </div>
      )}
      {isDeleting && subject && <DeleteVersion version={version} slug={slug} onClose={() => remove(false)} />}
    </section>
  )
}

function Gone({ name }: { name: string }): ReactNode {
  return (
    <>
      {name}, {say.baseGone}
    </>
  )
}
