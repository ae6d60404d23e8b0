/** The head of a run's page: name, state, how far it is, and what can be done about it. */
import { CopyPlus, Pause, Play, RotateCcw, ShieldCheck, X } from "lucide-react"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type Run } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { words } from "#words/runs"
import { useCan, useCancelRun, usePauseRun, useResumeRun, useRetryRun } from "./run-actions"
import { isLive } from "./is-live"
import { announcement, progressWords, resumedWords, retryable } from "./run-words"
import { RunStatusChip } from "./RunStatusChip"

export function RunHead({ run, children }: { run: Run; children?: ReactNode }) {
  const can = useCan(run)
  const mayWrite = useMayWrite()
  const resumed = resumedWords(run)
  const cancel = useCancelRun(run.id)
  const retry = useRetryRun(run.id)
  const pause = usePauseRun(run.id)
  const resume = useResumeRun(run.id)
  const failed = cancel.error ?? retry.error ?? pause.error ?? resume.error
  return (
    <>
      <PageHead title={run.title} tab={run.subject ? `${run.title}, ${run.subject.name}` : run.title} chip={<RunStatusChip run={run} />} sub={progressWords(run)}>
        {can.pause && (
          <Button onClick={() => pause.mutate()} busy={pause.isPending && words.pausing}>
            <Pause className="ic" />
            {words.pause}
          </Button>
        )}
        {can.resume && (
          <Button onClick={() => resume.mutate()} busy={resume.isPending && words.resuming}>
            <Play className="ic" />
            {words.resume}
          </Button>
        )}
        {can.cancel && (
          <Button onClick={() => cancel.mutate()} busy={cancel.isPending && words.cancelling}>
            <X className="ic" />
            {words.cancel}
          </Button>
        )}
        {can.retry && (
          <Button onClick={() => retry.mutate()} busy={retry.isPending && words.starting}>
            <RotateCcw className="ic" />
            {words.retryPictures(retryable(run))}
          </Button>
        )}
        {mayWrite && run.kind === "swap" && run.subject && !isLive(run) && (
          <ButtonLink to={paths.newSwap(run.subject.slug, run.id)}>
            <CopyPlus className="ic" />
            {words.again}
          </ButtonLink>
        )}
        {children}
      </PageHead>
      {resumed && (
        <p className="small muted row mb-4" data-resumed>
          <ShieldCheck className="ic" />
          {resumed}
        </p>
      )}
      {failed && (
        <div className="mb-6">
          <Notice tone="refuse" title={wordsFor(failed).title} live>
            {wordsFor(failed).body}
          </Notice>
        </div>
      )}
      <Announcer run={run} />
    </>
  )
}

/** Says 25, 50, 75 and 100 % and failures to screen readers, politely. */
function Announcer({ run }: { run: Run }) {
  const before = useRef<Run>(undefined)
  const [said, say] = useState("")
  useEffect(() => {
    const heard = announcement(before.current, run)
    before.current = run
    if (heard) say(heard)
  }, [run])
  return (
    <p className="hide" role="status">
      {said}
    </p>
  )
}
