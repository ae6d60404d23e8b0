/** One picture, large, with all that it was made of: make it again, use its settings, send it on. */
import { useQuery } from "@tanstack/react-query"
import { ArrowLeft, ChevronLeft, ChevronRight, Download, RefreshCw, Star } from "lucide-react"
import { useMemo, useState } from "react"
import { Link, useNavigate, useParams, useSearchParams } from "react-router"
import { words } from "#words/generations"
import { generation as generationQuery } from "../../api/generations"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { type Generation, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { Button, ButtonLink, DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Choices, Menu } from "../../ui/Menu"
import { useTitle } from "../../ui/PageHead"
import { Seg } from "../../ui/Seg"
import { filterOf, readView } from "./gallery-view"
import { nameOf } from "./PictureTile"
import { Settings } from "./Settings"
import { type Acts, useActs } from "./use-acts"
import { useGallery } from "./use-gallery"
import "./viewer.css"

const say = words.viewer

export function GenerationPage() {
  const { slug = "", id = "" } = useParams()
  const one = useQuery(generationQuery(id))
  const subject = useQuery(subjectQuery(slug))
  const error = one.error ?? subject.error
  useTitle(one.data ? say.title(one.data.seed) : words.pictures)
  return (
    <main className="genviewer" id="main">
      <h1 className="hide">{one.data ? say.title(one.data.seed) : words.pictures}</h1>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void one.refetch()} />}
      {one.data && subject.data && <Viewer one={one.data} subject={subject.data} slug={slug} />}
    </main>
  )
}

function Viewer({ one, subject, slug }: { one: Generation; subject: Subject; slug: string }) {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const mayWrite = useMayWrite()
  const acts = useActs(subject.id, one.tags)
  const [file, setFile] = useState<"enhanced" | "original">("enhanced")
  const { back, before, next } = useNeighbours(one, subject, slug, params)
  useViewerKeys({ one, acts, back, before, next, mayWrite })
  const shown = file === "enhanced" && one.enhanced ? one.enhanced : one.picture
  const use = () => void navigate(paths.useGeneration(slug, one.id))
  return (
    <>
      <div className="tools">
        <ButtonLink look="bare" size="sm" to={back}>
          <ArrowLeft className="ic" />
          {say.back}
        </ButtonLink>
        {one.enhanced && <Seg label={say.which} value={file} options={[["original", say.original], ["enhanced", say.enhanced]]} onChange={setFile} />}
        <span className="end row">
          {mayWrite && (
            <>
              <Button size="sm" look="bare" aria-pressed={one.favourite} aria-label={one.favourite ? words.gallery.unmark : words.gallery.mark} onClick={() => acts.decide([one.id], one.favourite ? "unfavourite" : "favourite")}>
                <Star className="ic" fill={one.favourite ? "currentColor" : "none"} />
              </Button>
              <Button size="sm" onClick={() => acts.again(one.id)}>
                <RefreshCw className="ic" />
                {words.acts.again}
              </Button>
              <Menu label={words.gallery.more} align="right" buttonClass="btn sm" button={words.gallery.more}>
                {(close) => <Choices of={acts.choices(one, use)} close={close} />}
              </Menu>
            </>
          )}
          {shown && (
            <DownloadLink href={`${shown.url}?download`} name={shown.filename} size="sm" look="primary">
              <Download className="ic" />
              {words.acts.download}
            </DownloadLink>
          )}
        </span>
      </div>
      <div className="lighttable">
        {before && (
          <Link className="turn l" to={before} aria-label={say.previous}>
            <ChevronLeft className="ic" />
          </Link>
        )}
        {shown ? <img className="large" src={shown.url} width={shown.width} height={shown.height} alt={nameOf(one)} data-pixels={shown.width <= 256 ? "" : undefined} /> : <p>{say.gone}</p>}
        {next && (
          <Link className="turn r" to={next} aria-label={say.next}>
            <ChevronRight className="ic" />
          </Link>
        )}
      </div>
      <Settings one={one} slug={slug} />
      {acts.dialog}
    </>
  )
}

/** The pictures beside it in the gallery as it was left, where that is still held. */
function useNeighbours(one: Generation, subject: Subject, slug: string, params: URLSearchParams) {
  const text = String(params)
  const view = useMemo(() => readView(new URLSearchParams(text)), [text])
  const { results } = useGallery(useMemo(() => filterOf(subject.id, view), [subject.id, view]))
  const at = results.findIndex(({ id }) => id === one.id)
  const to = (n: number) => {
    const other = at < 0 ? undefined : results[n]
    return other ? paths.generation(slug, other.id, text) : null
  }
  return { back: `${paths.pictures(slug)}${text ? `?${text}` : ""}`, before: to(at - 1), next: to(at + 1) }
}

type Keys = { one: Generation; acts: Acts; back: string; before: string | null; next: string | null; mayWrite: boolean }

function useViewerKeys({ one, acts, back, before, next, mayWrite }: Keys) {
  const navigate = useNavigate()
  const where = words.pictures
  const { keys } = words.acts
  const go = (to: string | null) => to && void navigate(to, { replace: true })
  const writing = [
    { keys: "f", name: keys.favourite, where, act: () => acts.decide([one.id], one.favourite ? "unfavourite" : "favourite") },
    { keys: "p", name: keys.keep, where, act: () => acts.decide([one.id], "keep") },
    { keys: "x", name: keys.reject, where, act: () => acts.decide([one.id], "reject") },
    { keys: "u", name: keys.clear, where, act: () => acts.decide([one.id], "clear") },
    { keys: "t", name: keys.tag, where, act: () => acts.tag([one.id]) },
    { keys: "a", name: keys.again, where, act: () => acts.again(one.id) },
  ]
  useKeys([
    { keys: "ArrowLeft", name: keys.previous, where, act: () => go(before) },
    { keys: "ArrowRight", name: keys.next, where, act: () => go(next) },
    { keys: "Escape", name: keys.back, where, act: () => void navigate(back) },
    ...(mayWrite ? writing : []),
  ])
}
