/** The caption desk: every picture beside its words, saved as one types, and what is known of the dataset as a whole. */
import { useQuery } from "@tanstack/react-query"
import { Download, GraduationCap } from "lucide-react"
import { lazy, Suspense, useMemo, useRef, useState } from "react"
import { useParams, useSearchParams } from "react-router"
import { words } from "#words/datasets"
import { dataset as datasetQuery, datasetItems, pairsUrl } from "../../api/datasets"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { type DatasetDetail, type DatasetItem, type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { ButtonLink, DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { CaptionList, type ListHandle } from "./CaptionList"
import { CaptionRuns, useLiveRuns } from "./CaptionRuns"
import { DatasetMenu } from "./DatasetMenu"
import { DeskBar } from "./DeskBar"
import { DeskNotices, UnsavedBar } from "./DeskNotices"
import { DeskEmpty } from "./DeskEmpty"
import { countsOf, type DeskView, EVERYTHING, readView, shownOf, writeView } from "./desk-view"
import { useCaptionDesk, useDeskKeys } from "./use-caption-desk"
import { useTakingOut } from "./use-taking-out"
import { useZipDrop } from "./use-zip-drop"
import "./captions.css"
import "./datasets.css"
import "./health.css"

const say = words.desk
const Health = lazy(async () => ({ default: (await import("./Health")).Health }))
const PictureBlock = lazy(async () => ({ default: (await import("./PictureBlock")).PictureBlock }))
const BulkDialog = lazy(async () => ({ default: (await import("./BulkDialog")).BulkDialog }))
const CaptionDialog = lazy(async () => ({ default: (await import("./CaptionDialog")).CaptionDialog }))
const ImportDialog = lazy(async () => ({ default: (await import("./ImportDialog")).ImportDialog }))

export function DeskPage() {
  const { slug = "", id = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  const detail = useQuery(datasetQuery(id))
  const items = useQuery(datasetItems(id))
  const asked = [subject, detail, items]
  const failed = asked.find(({ error }) => error)?.error
  return (
    <main className="page" id="main">
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all(asked.map((query) => query.refetch()))} />}
      {subject.data && detail.data && items.data ? <Ready key={id} subject={subject.data} detail={detail.data} items={items.data} /> : !failed && <Waiting />}
    </main>
  )
}

function Waiting() {
  return (
    <div className="late" role="status" aria-label={say.loading}>
      {Array.from({ length: 5 }, (_, at) => (
        <span key={at} className="skel caprow-skel" />
      ))}
    </div>
  )
}

/** The view lives in the address; a change replaces the entry, so that back leaves the desk. */
function useView(): [DeskView, (change: Partial<DeskView>) => void] {
  const [params, setParams] = useSearchParams()
  const text = params.toString()
  const view = useMemo(() => readView(new URLSearchParams(text)), [text])
  return [view, (change) => setParams(writeView({ ...view, ...change }), { replace: true, preventScrollReset: true })]
}

type Opened = { what: "captions" | "import" } | { what: "bulk"; text: string } | null

function Ready({ subject, detail, items: all }: { subject: Subject; detail: DatasetDetail; items: DatasetItem[] }) {
  const mayWrite = useMayWrite()
  const [view, setView] = useView()
  const [active, setActive] = useState<string | null>(null)
  const [opened, open] = useState<Opened>(null)
  const list = useRef<ListHandle>(null)
  const out = useTakingOut()
  const items = useMemo(() => all.filter(({ id }) => !out.hidden.has(id)), [all, out.hidden])
  const shown = useShown(items, view, active)
  const find = (text = "") => open({ what: "bulk", text })
  const { desk, drafts, actions, now } = useCaptionDesk({ subject, detail, items, shown, active, setActive, list, onFind: find })
  useDeskKeys({ now, shown, desk, mayWrite, onFind: () => find(), flush: drafts.flush })
  const live = useLiveRuns(subject)
  const zip = useZipDrop(mayWrite)
  const counts = countsOf(items)
  const close = () => open(null)
  // Another view is another list: the row that was looked at does not stay in it.
  const narrow = (change: Partial<DeskView>) => {
    setActive(null)
    setView(change)
  }
  return (
    <>
      <PageHead title={detail.name} tab={`${detail.name}, ${subject.name}`} sub={counts.all > 0 ? say.sub(counts.all, counts.ready, counts.look, counts.rejected) : undefined}>
        {counts.all > 0 && (
          <DownloadLink href={pairsUrl(detail.id)}>
            <Download className="ic" />
            {say.export}
          </DownloadLink>
        )}
        {mayWrite && <DatasetMenu detail={detail} slug={subject.slug} />}
        {mayWrite && counts.all > 0 && (
          <ButtonLink look="primary" to={paths.newTraining(subject.slug, detail.id)}>
            <GraduationCap className="ic" />
            {say.train}
          </ButtonLink>
        )}
      </PageHead>
      <CaptionRuns live={live} />
      <DeskNotices drafts={drafts} items={all} counts={counts} onDelete={mayWrite ? () => void actions.remove(all.filter(({ state }) => state === "refused")) : undefined} />
      <div className="split">
        <section className="min-w-0" aria-label={say.section}>
          {counts.all > 0 && <DeskBar view={view} counts={counts} items={items} dataset={detail.id} mayWrite={mayWrite} isCaptioning={live.some(({ kind }) => kind === "caption")} onChange={narrow} onFind={() => find()} onCaption={() => open({ what: "captions" })} onImport={() => open({ what: "import" })} />}
          {shown.length > 0 ? (
            <CaptionList ref={list} items={shown} desk={desk} active={active} mayWrite={mayWrite} find={opened?.what === "bulk" ? opened.text : view.word} />
          ) : (
            <DeskEmpty isBare={counts.all === 0} slug={subject.slug} mayWrite={mayWrite} onShowAll={() => narrow(EVERYTHING)} onImport={() => open({ what: "import" })} />
          )}
          <UnsavedBar drafts={drafts} />
        </section>
        <aside className="inspector" aria-label={words.health.label}>
          <Suspense>
            {now && counts.all > 0 && <PictureBlock item={now} items={items} detail={detail} subject={subject} mayWrite={mayWrite} onEdit={actions.edit} onTakeOut={() => out.take([now], actions.remove)} />}
            <Health subject={subject} detail={detail} items={items} mayWrite={mayWrite} word={view.word} onWord={(word) => narrow({ word })} onLook={(id) => desk.focus(id, "picture")} />
          </Suspense>
        </aside>
      </div>
      {zip.isOver && <div className="zipover drop over">{words.bring.over}</div>}
      <Suspense>
        {opened?.what === "bulk" && <BulkDialog items={shown} text={opened.text} onClose={close} onStart={actions.many} />}
        {opened?.what === "captions" && <CaptionDialog dataset={detail.id} subject={subject} onClose={close} />}
        {(opened?.what === "import" || zip.file) && (
          <ImportDialog
            dataset={detail.id}
            file={zip.file}
            onClose={() => {
              zip.clear()
              close()
            }}
          />
        )}
      </Suspense>
    </>
  )
}

/** What the view finds; a row that somebody is at stays until the view changes or another one is looked at. */
function useShown(items: DatasetItem[], view: DeskView, active: string | null): DatasetItem[] {
  return useMemo(() => shownOf(items, view, new Set(active === null ? [] : [active])), [items, view, active])
}
