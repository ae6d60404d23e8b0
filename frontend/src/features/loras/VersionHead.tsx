/** The head of a training: its state, how far it is, and what can be asked of it now. */
import { Columns3, Download, Image, Pause, Play, ShieldCheck, Sparkles, Square } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type LoraSave, type Run } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { useCan, usePauseRun, useResumeRun } from "../runs/run-actions"
import { RunStatusChip } from "../runs/RunStatusChip"
import { cellsOf } from "./compare"
import { standing } from "./training-words"
import { useAsk } from "./version-actions"
import { type VersionProps } from "./VersionPage"

const say = words.page
const StopDialog = lazy(() => import("./StopDialog").then(({ StopDialog }) => ({ default: StopDialog })))

export function VersionHead(props: VersionProps & { save: LoraSave | null }) {
  const { version, run, isGoing, live, story } = props
  const isImported = version.kind === "imported"
  return (
    <>
      <PageHead
        title={isImported ? version.title : say.title(version.number)}
        tab={version.title}
        chip={isImported ? <Chip>{words.list.imported}</Chip> : run && <RunStatusChip run={run} />}
        sub={standing(version, run, story, live)}
      >
        {isGoing && run ? <Going {...props} run={run} /> : <Over {...props} />}
      </PageHead>
      {run && run.takeovers > 0 && isGoing && (
        <p className="small muted row mb-4" data-resumed>
          <ShieldCheck className="ic" />
          {say.resumed(story.done, version.steps)}
        </p>
      )}
    </>
  )
}

function Going({ run, story, version }: VersionProps & { run: Run }) {
  const can = useCan(run)
  const [isStopping, stop] = useState(false)
  const { sample, save, finish } = useAsk(run.id)
  const pause = usePauseRun(run.id)
  const resume = useResumeRun(run.id)
  const { where, ...keys } = say.keys
  useKeys(can.sample_now ? [{ keys: "s", name: keys.sample, where, act: () => !sample.isPending && sample.mutate() }] : [])
  const failed = [sample, save, finish, pause, resume].find(({ error }) => error)?.error
  return (
    <>
      {can.sample_now && (
        <Button onClick={() => sample.mutate()} busy={sample.isPending && say.sampling}>
          <Image className="ic" />
          {say.sampleNow} <kbd className="desktop">S</kbd>
        </Button>
      )}
      {can.save_now && (
        <Button onClick={() => save.mutate()} busy={save.isPending && say.saving}>
          <Download className="ic" />
          {say.saveNow}
        </Button>
      )}
      {can.pause && (
        <Button onClick={() => pause.mutate()} busy={pause.isPending && say.pausing}>
          <Pause className="ic" />
          {say.pause}
        </Button>
      )}
      {can.resume && (
        <Button onClick={() => resume.mutate()} busy={resume.isPending && say.resuming}>
          <Play className="ic" />
          {say.resume}
        </Button>
      )}
      {(can.finish || can.cancel) && (
        <Button onClick={() => stop(true)} busy={finish.isPending && say.stopping}>
          <Square className="ic" />
          {say.stop}
        </Button>
      )}
      {failed && (
        <div className="w-full">
          <Notice tone="refuse" title={wordsFor(failed).title} live>
            {wordsFor(failed).body}
          </Notice>
        </div>
      )}
      <Suspense>{isStopping && <StopDialog run={run} done={story.done} steps={version.steps} onClose={() => stop(false)} onStop={() => finish.mutate()} />}</Suspense>
    </>
  )
}

function Over({ version, slug, save }: VersionProps & { save: LoraSave | null }) {
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const canCompare = cellsOf(version).length > 1
  const compare = paths.compareVersion(slug, version.number)
  const { where, ...keys } = say.keys
  useKeys(canCompare ? [{ keys: "c", name: keys.compare, where, act: () => void navigate(compare) }] : [])
  return (
    <>
      {canCompare && (
        <ButtonLink to={compare}>
          <Columns3 className="ic" />
          {say.compare} <kbd className="desktop">C</kbd>
        </ButtonLink>
      )}
      {mayWrite && save && (
        <ButtonLink look="primary" to={paths.makePictures(slug, version.id, save.step)}>
          <Sparkles className="ic" />
          {say.makePictures}
        </ButtonLink>
      )}
    </>
  )
}
