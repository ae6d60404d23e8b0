/** The wall: any number of pictures in justified rows of which only those near the window exist. */
import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import { words } from "#words/generations"
import { type Generation } from "../../api/shapes"
import { when } from "../../lib/format"
import { justify, leftOf, stepIn } from "./justify"
import { PictureTile, type TileActs } from "./PictureTile"

const say = words.gallery
const OVERSCAN = 3

type Props = { results: Generation[]; total: number; height: number; acts: TileActs; chosen: ReadonlySet<string>; mayWrite: boolean; addressOf: (one: Generation) => string; onActive: (at: number) => void; onNearEnd: () => void }

export function Wall({ results, total, height, acts, chosen, mayWrite, addressOf, onActive, onNearEnd }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const { width, top } = useRoom(root)
  const layout = useMemo(() => justify(results.map(({ id, width, height, created_at }) => ({ id, ratio: width / height, day: created_at.slice(0, 10) })), width, height), [results, width, height])
  const { active, go } = useActive(root, results.length, onActive)
  const shown = useRows(layout, top, active)
  useNearEnd(results.length, layout.height, onNearEnd)
  const perDay = useMemo(() => countDays(results), [results])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.target as Element).closest(".menu")) return
    const to = stepIn(layout, event.key, active, results.length)
    if (to === null) return
    event.preventDefault()
    go(to)
  }
  return (
    <div ref={root} className="wallroom" role="list" aria-label={say.label} style={{ height: layout.height }} onKeyDown={onKeyDown}>
      {width > 0 &&
        shown.map((row) =>
          row.kind === "day" ? (
            <div key={row.key} className="day" role="listitem" style={{ translate: `0 ${row.top}px` }}>
              <h2>{dayName(row.day)}</h2>
              <span className="edge">{say.day(perDay.get(row.day) ?? 0, total > results.length && row.day === results.at(-1)?.created_at.slice(0, 10))}</span>
            </div>
          ) : (
            row.widths.map((wide, n) => {
              const at = row.first + n
              const one = results[at]
              return one ? (
                <div key={one.id} className="wallcell" role="listitem" aria-setsize={total} aria-posinset={at + 1} data-at={at} style={{ translate: `${leftOf(row.widths, n)}px ${row.top}px`, width: wide, height: row.height }} onFocus={() => onActive(at)}>
                  <PictureTile one={one} to={addressOf(one)} tab={at === active ? 0 : -1} isChosen={chosen.has(one.id)} isFresh={false} mayWrite={mayWrite} sizes={`${Math.ceil(wide)}px`} acts={acts} />
                </div>
              ) : null
            })
          ),
        )}
    </div>
  )
}

function dayName(day: string): string {
  const today = new Date()
  const yesterday = new Date(today.getTime() - 86_400_000)
  if (day === today.toISOString().slice(0, 10)) return say.today
  return day === yesterday.toISOString().slice(0, 10) ? say.yesterday : when(`${day}T12:00:00Z`)
}

function countDays(results: readonly Generation[]): Map<string, number> {
  const days = new Map<string, number>()
  for (const { created_at } of results) days.set(created_at.slice(0, 10), (days.get(created_at.slice(0, 10)) ?? 0) + 1)
  return days
}

function useRoom(root: RefObject<HTMLDivElement | null>) {
  const [room, setRoom] = useState({ width: 0, top: 0 })
  useLayoutEffect(() => {
    const measure = () => {
      if (!root.current) return
      const box = root.current.getBoundingClientRect()
      const next = { width: Math.floor(box.width), top: Math.round(box.top + window.scrollY) }
      setRoom((was) => (was.width === next.width && was.top === next.top ? was : next))
    }
    measure()
    const watch = new ResizeObserver(measure)
    if (root.current) watch.observe(root.current)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [root])
  return room
}

/** Rows near the window, and that of the active picture, so that focus is never lost by scrolling. */
function useRows(layout: ReturnType<typeof justify>, top: number, active: number) {
  const { rows } = layout
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => (rows[at + 1]?.top ?? layout.height) - (rows[at]?.top ?? 0),
    overscan: OVERSCAN,
    scrollMargin: top,
    initialOffset: () => window.scrollY,
  })
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout])
  const near = virtualizer.getVirtualItems().flatMap(({ index }) => rows[index] ?? [])
  const kept = rows.find((row) => row.kind === "row" && active >= row.first && active < row.first + row.widths.length)
  return kept && !near.includes(kept) ? [...near, kept] : near
}

/** Which picture the Tab key comes to, and moving the focus once it exists. */
function useActive(root: RefObject<HTMLDivElement | null>, count: number, onActive: (at: number) => void) {
  const [wish, setWish] = useState(0)
  const wantsFocus = useRef(false)
  const active = Math.max(0, Math.min(wish, count - 1))
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    const cell = root.current?.querySelector<HTMLElement>(`[data-at="${active}"]`)
    const part = cell?.querySelector<HTMLElement>("[data-open]")
    if (!cell || !part) return
    wantsFocus.current = false
    part.focus({ preventScroll: true })
    cell.scrollIntoView({ block: "nearest" })
  })
  const go = (at: number) => {
    wantsFocus.current = true
    setWish(at)
    onActive(at)
  }
  return { active, go }
}

/** Calls while the end is less than two windows away, again after more came. */
function useNearEnd(count: number, height: number, onNearEnd: () => void) {
  const latest = useRef(onNearEnd)
  useEffect(() => {
    latest.current = onNearEnd
  })
  useEffect(() => {
    const look = () => {
      if (window.scrollY + window.innerHeight * 3 > document.documentElement.scrollHeight) latest.current()
    }
    look()
    window.addEventListener("scroll", look, { passive: true })
    return () => window.removeEventListener("scroll", look)
  }, [count, height])
}
