/** A training before, while and after it runs, on one page: the axis, the save points, the money, what it is made from. */
import { Suspense, lazy } from "react"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type LoraVersion, type Run } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Notice } from "../../ui/Notice"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Stages } from "../../ui/Stages"
import { type Live } from "./live"
import { NoVersion } from "./NoVersion"
import { Numbers } from "./Numbers"
import { type Story } from "./story"
import { Timeline } from "./Timeline"
import { useVersion } from "./use-version"
import { VersionHead } from "./VersionHead"
import { VersionSide } from "./VersionSide"
import "./loras.css"

const ContinueForm = lazy(() => import("./ContinueForm").then(({ ContinueForm }) => ({ default: ContinueForm })))

export function VersionPage() {
  const { slug = "", n = "1" } = useParams()
  const { isMissing, error, retry, version, run, isGoing, live, story } = useVersion(slug, Number(n))
  return (
    <main className="page" id="main">
      {error && <ErrorNotice words={wordsFor(error)} onRetry={retry} />}
      {isMissing && <NoVersion slug={slug} n={Number(n)} />}
      {!isMissing && !error && !(version && story) && <SkeletonSheet frames={8} label={words.loading} />}
      {version && story && <Version key={version.id} slug={slug} version={version} run={run} isGoing={isGoing} live={live} story={story} />}
    </main>
  )
}

export type VersionProps = { slug: string; version: LoraVersion; run: Run | undefined; isGoing: boolean; live: Live; story: Story }

function Version(props: VersionProps) {
  const { slug, version, run, isGoing, live, story } = props
  const mayWrite = useMayWrite()
  const [chosen, choose] = useChosen(story)
  const save = story.columns.find(({ step, save }) => save && step === chosen)?.save ?? story.best
  useStepKeys(story, save?.step ?? null, choose)
  return (
    <>
      <VersionHead {...props} save={save} />
      {isGoing && run?.status !== "queued" && <Bar version={version} run={run} story={story} />}
      {version.error_detail && !isGoing && (
        <div className="mb-6">
          <Notice tone="refuse" title={words.page.failed}>
            {version.error_detail}
          </Notice>
        </div>
      )}
      <div className="split training">
        {version.kind === "imported" ? <p className="muted">{words.page.notTrained}</p> : <Timeline version={version} story={story} live={live} isLive={isGoing && run?.status !== "queued"} slug={slug} chosen={save?.step ?? null} onChoose={choose} />}
        <VersionSide {...props} save={save} />
        <div className="min-w-0">
          <Numbers story={story} version={version} isGoing={isGoing} onChoose={choose} />
          {mayWrite && !isGoing && version.kind === "trained" && story.best && (
            <Suspense>
              <ContinueForm key={save?.id} version={version} save={save} slug={slug} />
            </Suspense>
          )}
        </div>
      </div>
    </>
  )
}

/** The save looked at lives in the address: `?step=1250`. */
function useChosen(story: Story): [number | null, (step: number) => void] {
  const [search, setSearch] = useSearchParams()
  const named = Number(search.get("step") ?? NaN)
  const choose = (step: number) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was)
        if (step === story.best?.step) next.delete("step")
        else next.set("step", String(step))
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [Number.isNaN(named) ? null : named, choose]
}

function useStepKeys(story: Story, at: number | null, choose: (step: number) => void) {
  const steps = story.columns.filter(({ save }) => save).map(({ step }) => step)
  const { where, before, after } = words.page.keys
  const go = (by: number) => {
    const to = steps[steps.indexOf(at ?? -1) + by]
    if (to !== undefined) choose(to)
  }
  useKeys(
    steps.length > 1
      ? [
          { keys: "[", name: before, where, act: () => go(-1) },
          { keys: "]", name: after, where, act: () => go(1) },
        ]
      : [],
  )
}

/** The run bar, counted in steps: the pictures of its stages are save points, and there are few of them. */
function Bar({ version, run, story }: { version: LoraVersion; run: Run | undefined; story: Story }) {
  if (!run) return null
  const stages = run.stages.map((stage) => (stage.name === TRAINS ? { ...stage, done: story.done, failed: 0, total: version.steps, progress: story.done / version.steps } : stage))
  return (
    <div className="mb-6">
      <Stages stages={stages} />
    </div>
  )
}
const TRAINS = "train_lora"
