/** A new swap: what there is to choose from, what it begins with, and the form once all of it is known. */
import { useQuery } from "@tanstack/react-query"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/swaps"
import { targetSets } from "../../api/desk"
import { isUsable, photos } from "../../api/photos"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { swapSheet } from "../../api/swaps"
import { type Photo, type Subject, type SwapSheet, type TargetSet } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { LookOnly } from "../../ui/LookOnly"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { SwapForm } from "./SwapForm"
import "./desk.css"

const say = words.fresh

export function NewSwapPage() {
  const { slug = "" } = useParams()
  const [params] = useSearchParams()
  const [like, set] = [params.get("like"), params.get("set")]
  const subject = useQuery(subjectQuery(slug))
  const sources = useQuery(photos(subject.data?.id, "source"))
  const targets = useQuery(photos(subject.data?.id, "target"))
  const sets = useQuery(targetSets(subject.data?.id))
  const earlier = useQuery({ ...swapSheet(like ?? ""), enabled: like !== null })
  const asked = [subject, sources, targets, sets, ...(like === null ? [] : [earlier])]
  const failed = asked.find(({ error }) => error)?.error
  const isThere = subject.data && sources.data && targets.data && sets.data && (like === null || earlier.data)
  return (
    <main className="page" id="main">
      <PageHead title={words.newSwap} tab={subject.data ? say.tab(subject.data.name) : words.newSwap} sub={earlier.data ? say.again(earlier.data.run.title) : say.sub} />
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all(asked.map((query) => query.refetch()))} />}
      {!isThere && !failed && <SkeletonSheet />}
      {isThere && <Ready key={like} subject={subject.data} sources={sources.data.filter(isUsable)} targets={targets.data.filter(isUsable)} sets={sets.data} set={set} like={earlier.data} />}
    </main>
  )
}

export type FormProps = { subject: Subject; sources: Photo[]; targets: Photo[]; sets: TargetSet[]; set: string | null; like: SwapSheet | undefined }

function Ready(props: FormProps) {
  const { subject, sources, targets } = props
  const mayWrite = useMayWrite()
  const missing = sources.length === 0 ? "source" : targets.length === 0 ? "target" : null
  if (!mayWrite) return <LookOnly />
  if (missing) {
    return (
      <Empty title={say.noneOf[missing]} action={<ButtonLink look="primary" to={paths.model(subject.slug)}>{say.add[missing]}</ButtonLink>}>
        {say.noneHelp[missing](subject.name)}
      </Empty>
    )
  }
  return <SwapForm {...props} />
}
