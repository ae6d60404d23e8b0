/** Why pictures were not made, once a reason: what happened, that it cost nothing, and the one thing to do. */
import { useQuery } from "@tanstack/react-query"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { failures } from "../../api/runs"
import { type Run, type RunFailure } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Notice } from "../../ui/Notice"
import { words } from "#words/runs"
import { useRetryRun } from "./run-actions"
import { retryable, whyNot } from "./run-words"

/** `labelOf` names a picture by its index; without it the pictures are only counted. */
export function RunFailures({ run, labelOf }: { run: Run; labelOf?: (index: number) => string }) {
  const { data = [] } = useQuery({ ...failures(run.id, run.items.failed), enabled: run.items.failed > 0 })
  const retry = useRetryRun(run.id)
  const mayWrite = useMayWrite()
  if (run.items.failed === 0 || data.length === 0) return null
  return (
    <section className="slip">
      <h2>{words.failures.title(run.items.failed)}</h2>
      {data.map((failure) => (
        <Notice key={failure.code} tone="refuse" title={`${whyNot(failure.code)}, ${words.failures.which(failure.count)}`} action={mayWrite && <Remedy run={run} failure={failure} retry={retry} />}>
          {failure.detail}
          {labelOf && <p className="mono mt-1">{labelsOf(failure, labelOf)}</p>}
        </Notice>
      ))}
      {retry.error && (
        <Notice tone="refuse" title={wordsFor(retry.error).title} live>
          {wordsFor(retry.error).body}
        </Notice>
      )}
    </section>
  )
}

const NAMED = 4
function labelsOf({ pictures, count }: RunFailure, labelOf: (index: number) => string): string {
  const named = pictures.slice(0, NAMED).map(labelOf).join(", ")
  return count > NAMED ? words.failures.andMore(named, count - NAMED) : named
}

const PHOTO = new Set(["no_face_found", "turned_too_far", "too_small", "content_refused", "age_refused", "photo_unusable", "unusable_input", "no_such_face", "unreadable_picture", "engine_crashed"])

function Remedy({ run, failure: { code, can_retry }, retry }: { run: Run; failure: RunFailure; retry: ReturnType<typeof useRetryRun> }) {
  const model = run.subject?.slug
  if (code === "insufficient_credits") return <ButtonLink size="sm" to={paths.credits()}>{words.failures.credits}</ButtonLink>
  if (code === "consent_missing" && model) return <ButtonLink size="sm" to={paths.modelConsent(model)}>{words.failures.consent}</ButtonLink>
  if (PHOTO.has(code) && model) return <ButtonLink size="sm" to={run.kind === "swap" ? paths.newSwap(model, run.id) : paths.model(model)}>{words.failures.choose}</ButtonLink>
  if (!can_retry || !run.can.retry) return null
  return (
    <Button size="sm" onClick={() => retry.mutate()} busy={retry.isPending && words.starting}>
      {words.retryPictures(retryable(run))}
    </Button>
  )
}
