/** Pictures of a model: the form that makes them, and the wall where they develop and stay. */
import { useQuery, useInfiniteQuery } from "@tanstack/react-query"
import { useCallback, useMemo, useState } from "react"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/generations"
import { galleryCounts, generation as generationQuery } from "../../api/generations"
import { bases as basesQuery, versions as versionsQuery } from "../../api/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { type Base, type Generation, type LoraCard, type Subject } from "../../api/shapes"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { LookOnly } from "../../ui/LookOnly"
import { useTitle } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Gallery } from "./Gallery"
import { filterOf, readView } from "./gallery-view"
import { MakeForm } from "./MakeForm"
import { type Draft, SHAPES, type Shape, startDraft } from "./wish"
import "./make.css"
import "./wall.css"

export function PicturesPage() {
  const { slug = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  const versions = useInfiniteQuery({ ...versionsQuery(subject.data?.id), throwOnError: false })
  const bases = useQuery({ ...basesQuery, throwOnError: false })
  const [params] = useSearchParams()
  const like = useQuery({ ...generationQuery(params.get("like") ?? ""), enabled: params.has("like"), throwOnError: false })
  useTitle(subject.data ? words.picturesOf(subject.data.name) : words.pictures)
  const asked = [subject, versions, bases]
  const error = asked.find((query) => query.error)?.error
  const cards = versions.data?.pages.flatMap(({ results }) => results)
  return (
    <main className="bench" id="main">
      <h1 className="hide">{words.pictures}</h1>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void Promise.all(asked.map((query) => query.refetch()))} />}
      {subject.data && cards && bases.data && !like.isLoading ? (
        <Bench key={subject.data.id} subject={subject.data} slug={slug} versions={cards} bases={bases.data} like={like.data} />
      ) : (
        !error && <SkeletonSheet frames={12} />
      )}
    </main>
  )
}

function Bench({ subject, slug, versions, bases, like }: { subject: Subject; slug: string; versions: readonly LoraCard[]; bases: readonly Base[]; like: Generation | undefined }) {
  const [params] = useSearchParams()
  const mayWrite = useMayWrite()
  const [draft, setDraft] = useState<Draft>(() => (like ? draftOf(like, firstDraft(params, versions)) : firstDraft(params, versions)))
  const change = useCallback((part: Partial<Draft>) => setDraft((was) => ({ ...was, ...part })), [])
  const use = useCallback((one: Generation) => {
    setDraft((was) => draftOf(one, was))
    document.getElementById("make")?.scrollIntoView({ block: "start" })
  }, [])
  const view = useMemo(() => readView(params), [params])
  const filter = useMemo(() => filterOf(subject.id, view), [subject.id, view])
  const counts = useQuery({ ...galleryCounts(filter), throwOnError: false }).data
  return (
    <>
      <div id="make" className="makeside">{mayWrite ? <MakeForm subject={subject} versions={versions} bases={bases} draft={draft} onChange={change} /> : <LookOnly />}</div>
      <Gallery subject={subject} slug={slug} view={view} filter={filter} counts={counts} onUse={use} />
    </>
  )
}

/** What the address asks for, else the newest version that has a save. */
function firstDraft(params: URLSearchParams, versions: readonly LoraCard[]): Draft {
  const wished = versions.find(({ id }) => id === params.get("version"))
  const version = wished ?? versions.find(({ best }) => best !== null)
  return { ...startDraft(words.form.hint), version: version?.id ?? "", step: wished ? (params.get("step") ?? "") : "" }
}

/** The settings of a picture that is there, in the form. */
function draftOf(one: Generation, was: Draft): Draft {
  const { settings } = one
  const lora = settings.loras[0]
  const ratio = one.width / one.height
  const shape = (Object.keys(SHAPES) as Shape[]).reduce((best, name) => (Math.abs(SHAPES[name] - ratio) < Math.abs(SHAPES[best] - ratio) ? name : best), was.shape)
  return {
    ...was,
    prompt: settings.template,
    negative: one.negative,
    style: "",
    version: lora?.version ?? "",
    step: lora ? String(lora.step) : "",
    strength: lora?.strength ?? was.strength,
    base: settings.base.key,
    shape,
    seed: String(one.seed),
    keepsSeed: true,
    count: "1",
    options: { steps: settings.steps, guidance: settings.guidance, scheduler: settings.scheduler, clip_skip: settings.clip_skip },
  }
}
