/** The rows of the desk: all of them where they are few, those near the window where they are many; arrows walk through them. */
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react"
import { words } from "#words/datasets"
import { type DatasetItem } from "../../api/shapes"
import { CaptionRow } from "./CaptionRow"
import { type Desk } from "./use-caption-desk"

/** So few that they all may exist. */
const PLAIN_UP_TO = 40
const ROW_PX = 128
const OVERSCAN = 4

export type RowPart = "picture" | "field"
export type ListHandle = { focus: (id: string, part: RowPart) => void }

type Props = { items: DatasetItem[]; desk: Desk; active: string | null; mayWrite: boolean; find: string; ref: Ref<ListHandle> }

export function CaptionList({ items, desk, active, mayWrite, find, ref }: Props) {
  const root = useRef<HTMLOListElement>(null)
  const [top, setTop] = useState(0)
  const [wish, setWish] = useState<{ id: string; part: RowPart } | null>(null)
  const activeAt = Math.max(0, items.findIndex(({ id }) => id === active))
  const isPlain = items.length <= PLAIN_UP_TO
  const virtual = useWindowVirtualizer({
    count: items.length,
    enabled: !isPlain,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (at) => items[at]?.id ?? at,
    // The row that is written in stays, however far it is scrolled away.
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), activeAt])].filter((at) => at < items.length).sort((a, b) => a - b),
  })
  useLayoutEffect(() => {
    const measure = () => root.current && setTop(Math.round(root.current.getBoundingClientRect().top + scrollY))
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    const part = wish && root.current?.querySelector<HTMLElement>(`[data-item="${wish.id}"] [data-part="${wish.part}"]`)
    if (!part) return
    part.focus({ preventScroll: true })
    if (part instanceof HTMLTextAreaElement) part.setSelectionRange(part.value.length, part.value.length)
    part.closest("li")?.scrollIntoView({ block: "nearest" })
    setWish(null)
  }, [wish])
  const focus = (id: string, part: RowPart) => {
    desk.look(id)
    setWish({ id, part })
  }
  useImperativeHandle(ref, () => ({ focus }))
  const walk = (event: KeyboardEvent) => {
    const to = { ArrowDown: activeAt + 1, ArrowUp: activeAt - 1, Home: 0, End: items.length - 1 }[event.key]
    const next = to === undefined ? undefined : items[to]
    if (event.target instanceof HTMLTextAreaElement || event.altKey || event.ctrlKey || event.metaKey || !next) return
    event.preventDefault()
    focus(next.id, "picture")
  }
  const row = (item: DatasetItem, at: number, place?: { start: number }) => (
    <CaptionRow
      key={item.id}
      ref={place ? virtual.measureElement : undefined}
      style={place && { transform: `translateY(${place.start - top}px)` }}
      item={item}
      desk={desk}
      at={at}
      of={items.length}
      isActive={item.id === (active ?? items[0]?.id)}
      mayWrite={mayWrite}
      find={find}
    />
  )
  return (
    <ol ref={root} className={isPlain ? "desk" : "desk far"} style={isPlain ? undefined : { height: virtual.getTotalSize() }} aria-label={words.row.list} onKeyDown={walk}>
      {isPlain ? items.map((item, at) => row(item, at)) : virtual.getVirtualItems().map((place) => items[place.index] && row(items[place.index] as DatasetItem, place.index, place))}
    </ol>
  )
}
