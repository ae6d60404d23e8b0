/** The gallery of a model: the bar, what develops, and the wall with its keys. */
import { useCallback, useMemo, useState } from "react"
import { useSearchParams } from "react-router"
import { words } from "#words/generations"
import { downloadGenerations, type GenerationFilter } from "../../api/generations"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type Generation, type GenerationCounts, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { SkeletonSheet } from "../../ui/Skeleton"
import { BulkBar } from "./BulkBar"
import { DevelopingSheet } from "./DevelopingSheet"
import { type GalleryView, isNarrowed, writeView } from "./gallery-view"
import { GalleryBar, HEIGHTS } from "./GalleryBar"
import { type TileActs } from "./PictureTile"
import { type Acts, useActs } from "./use-acts"
import { useGallery } from "./use-gallery"
import { Wall } from "./Wall"

const say = words.gallery
const SIZE = "pictures-size"

type Props = { subject: Subject; slug: string; view: GalleryView; filter: GenerationFilter; counts: GenerationCounts | undefined; onUse: (one: Generation) => void }

export function Gallery({ subject, slug, view, filter, counts, onUse }: Props) {
  const [params, setParams] = useSearchParams()
  const setView = (next: GalleryView) => setParams(writeView(next, params), { replace: true, preventScrollReset: true })
  const [height, setHeight] = useSize()
  const { list, results, fresh, showFresh } = useGallery(filter)
  const mayWrite = useMayWrite()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState(0)
  const acts = useActs(subject.id, counts?.tags.map(({ name }) => name) ?? [])
  const toggle = useCallback((id: string) => setChosen((was) => (was.has(id) ? new Set([...was].filter((one) => one !== id)) : new Set([...was, id]))), [])
  const ids = results.flatMap(({ id }) => (chosen.has(id) ? [id] : []))
  const tile = useMemo((): TileActs => ({ toggle, favourite: (one) => acts.decide([one.id], one.favourite ? "unfavourite" : "favourite"), choices: (one) => acts.choices(one, onUse) }), [toggle, acts, onUse])
  useGalleryKeys(acts, ids.length > 0 ? results.filter(({ id }) => chosen.has(id)) : results.slice(active, active + 1), mayWrite)
  const address = useMemo(() => String(writeView(view)), [view])
  const addressOf = useCallback((one: Generation) => paths.generation(slug, one.id, address), [slug, address])
  return (
    <section className="wall" aria-label={say.go}>
      <GalleryBar view={view} counts={counts} height={height} onHeight={setHeight} onChange={setView} onDownload={() => downloadGenerations(filter)} />
      <DevelopingSheet subject={subject.id} height={height} />
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {!list.data && !list.error && <SkeletonSheet frames={12} />}
      {fresh.length > 0 && (
        <p className="freshbar">
          <Button size="sm" onClick={showFresh}>
            {say.fresh(fresh.length)}
          </Button>
        </p>
      )}
      {list.data && results.length === 0 && <Nothing isNarrow={isNarrowed(view)} />}
      {results.length > 0 && (
        <Wall
          results={results}
          total={list.hasNextPage ? Math.max(counts?.found ?? 0, results.length) : results.length}
          height={height}
          acts={tile}
          chosen={chosen}
          mayWrite={mayWrite}
          addressOf={addressOf}
          onActive={setActive}
          onNearEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
      {ids.length > 0 && <BulkBar ids={ids} acts={acts} mayWrite={mayWrite} onNone={() => setChosen(new Set())} />}
      {acts.dialog}
    </section>
  )
}

function Nothing({ isNarrow }: { isNarrow: boolean }) {
  return isNarrow ? <Empty title={say.nothing}>{say.nothingHelp}</Empty> : <Empty title={say.none}>{say.noneHelp}</Empty>
}

/** The height of rows, kept in this browser; a phone begins smaller. */
function useSize(): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => Number(localStorage.getItem(SIZE)) || (window.innerWidth < 768 ? 150 : HEIGHTS.usual))
  return [
    height,
    (next) => {
      localStorage.setItem(SIZE, String(next))
      setHeight(next)
    },
  ]
}

function useGalleryKeys(acts: Acts, on: readonly Generation[], mayWrite: boolean) {
  const where = words.pictures
  const { keys } = words.acts
  const ids = on.map(({ id }) => id)
  const [first] = on
  const writing = [
    { keys: "f", name: keys.favourite, where, act: () => acts.decide(ids, on.every(({ favourite }) => favourite) ? "unfavourite" : "favourite") },
    { keys: "p", name: keys.keep, where, act: () => acts.decide(ids, "keep") },
    { keys: "x", name: keys.reject, where, act: () => acts.decide(ids, "reject") },
    { keys: "u", name: keys.clear, where, act: () => acts.decide(ids, "clear") },
    { keys: "t", name: keys.tag, where, act: () => ids.length > 0 && acts.tag(ids) },
    { keys: "Delete", name: keys.delete, where, act: () => acts.decide(ids, "delete") },
    { keys: "a", name: keys.again, where, act: () => first && acts.again(first.id) },
  ]
  useKeys([...(mayWrite ? writing : []), { keys: "d", name: keys.download, where, act: () => ids.length > 0 && acts.download(ids) }])
}
