/**
 * A sheet of any number of tiles of which only those near the window exist: the way to show photos, results, pictures.
 *
 * It scrolls with the window. Columns come from the width as CSS `auto-fill` makes them; the smallest tile is the CSS
 * variable `--tile` (set it with `className="[--tile:150px]"`). Frames have one `ratio` and one caption line under them.
 *
 * - `count`, `keyOf(index)`, `render(index, cell)`: how many, a stable id, what stands there (a `Tile`). `render` should keep
 *   its identity between renders (`useCallback`), so that scrolling draws only what comes in.
 * - `total`: how many there are with those not loaded yet; screen readers hear "3 of 10,000".
 * - `onNearEnd()`: two windows before the end; load the next page. It is called again after `count` grew.
 * - `name`: one for each sheet; the place is found again on the way back. `label`: what screen readers call it.
 * - Without `selection` it is a list: render one link or button in each cell and give it `tabIndex={cell.tab}`.
 * - With `selection` (`useSelection()`) it is a listbox whose cells are the focusable parts: put no link or button inside.
 *   Click chooses one, Ctrl adds, Shift draws a range, Ctrl A takes everything, Space toggles, Escape clears; Enter and double
 *   click call `onOpen(index)`. `click="open"`: a plain click opens, and chooses once something is chosen. Whatever in a cell has
 *   `data-pick` (the round mark of a tile) toggles with a plain click or tap.
 * - `onActive(index)`: the focus, the arrows or a click came to this tile (for an inspector, for single-letter keys).
 * - `ref`: `focus(index)` moves there, also far outside the window.
 */
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual"
import { type FocusEvent, type KeyboardEvent, memo, type MouseEvent, type ReactNode, type Ref, type RefObject, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react"
import { cx } from "../lib/classes"
import { columnsIn, stepFrom } from "../lib/grid-steps"
import { anchored, clicked, EVERYTHING, extended, type SelectionControls, sizeOf, toggled } from "../lib/selection"

const GAP_X = 8
const GAP_Y = 12
const CAPTION_REM = 21 / 16
const OVERSCAN_ROWS = 2
/** So few that they all may exist. */
const PLAIN_UP_TO = 60

export type GridCell = { tab: 0 | -1; isChosen: boolean; isActive: boolean }
export type GridHandle = { focus: (index: number) => void }

type Props = {
  name: string
  label: string
  count: number
  total?: number
  keyOf: (index: number) => string
  render: (index: number, cell: GridCell) => ReactNode
  ratio?: number
  caption?: boolean
  className?: string
  onNearEnd?: () => void
  selection?: SelectionControls
  click?: "choose" | "open"
  onOpen?: (index: number) => void
  onActive?: (index: number) => void
  ref?: Ref<GridHandle>
}

type Room = { width: number; top: number; tile: number; rem: number }
/** The last room and place of each sheet, so that its height is right at the first drawing after going back. */
const places = new Map<string, { room: Room; active: string | null }>()

function useRoom(name: string) {
  const root = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Room>(() => places.get(name)?.room ?? { width: 0, top: 0, tile: 128, rem: 16 })
  useLayoutEffect(() => {
    const measure = () => {
      const element = root.current
      if (!element) return
      const { width, top } = element.getBoundingClientRect()
      const tile = parseFloat(getComputedStyle(element).getPropertyValue("--tile")) || 128
      const next = { width, top: Math.round(top + window.scrollY), tile, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) || 16 }
      places.set(name, { active: null, ...places.get(name), room: next })
      setRoom((was) => (was.width === next.width && was.top === next.top && was.tile === next.tile && was.rem === next.rem ? was : next))
    }
    measure()
    const watch = new ResizeObserver(measure)
    if (root.current) watch.observe(root.current)
    watch.observe(document.body)
    return () => watch.disconnect()
  }, [name])
  return { root, room }
}

/** Which tile the Tab key comes to, and moving the focus once the tile exists. */
function useActive({ name, count, keyOf, onActive, root, isListbox }: Pick<Props, "name" | "count" | "keyOf" | "onActive"> & { root: RefObject<HTMLDivElement | null>; isListbox: boolean }) {
  const [wish, setWish] = useState(() => {
    const before = places.get(name)?.active
    for (let at = 0; before && at < count; at++) if (keyOf(at) === before) return at
    return 0
  })
  const active = Math.max(0, Math.min(wish, count - 1))
  const wantsFocus = useRef(false)
  const hadFocus = useRef(false)
  const [, redraw] = useState(0)
  useLayoutEffect(() => {
    const isLost = hadFocus.current && document.activeElement === document.body
    if (!wantsFocus.current && !isLost) return
    const cell = root.current?.querySelector<HTMLElement>(`[data-at="${active}"]`)
    if (!cell) return
    wantsFocus.current = false
    const part = isListbox ? cell : cell.querySelector<HTMLElement>("a[href], button")
    part?.focus({ preventScroll: true })
    if (!isLost) cell.scrollIntoView({ block: "nearest" })
  })
  const become = (index: number, focus: boolean) => {
    wantsFocus.current = focus
    setWish(index)
    redraw((n) => n + 1)
    places.set(name, { room: { width: 0, top: 0, tile: 128, rem: 16 }, ...places.get(name), active: index < count ? keyOf(index) : null })
    onActive?.(index)
  }
  const focus = {
    onFocus: () => {
      if (!hadFocus.current && count > 0) onActive?.(active)
      hadFocus.current = true
    },
    onBlur: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (relatedTarget && !currentTarget.contains(relatedTarget)) hadFocus.current = false
    },
  }
  return { active, become, focus }
}

export function VirtualGrid(props: Props) {
  const { name, label, count, total = count, keyOf, render, ratio = 4 / 5, caption = true, className, selection, ref } = props
  const { root, room } = useRoom(name)
  const { active, become, focus } = useActive({ ...props, root, isListbox: Boolean(selection) })
  const columns = columnsIn(room.width, room.tile, GAP_X)
  const width = (room.width - GAP_X * (columns - 1)) / columns
  const height = width / ratio + (caption ? CAPTION_REM * room.rem : 0)
  const isPlain = count <= PLAIN_UP_TO
  const { rows, height: whole } = useRows({ count: Math.ceil(count / columns), rowHeight: height + GAP_Y, top: room.top, keep: Math.floor(active / columns), isOff: isPlain })
  const shown = isPlain ? Array.from({ length: count }, (_, at) => at) : rows.flatMap((row) => Array.from({ length: Math.min(columns, count - row * columns) }, (_, at) => row * columns + at))
  const keyboard = useKeyboard(props, { active, columns, rowHeight: height + GAP_Y, become })
  useImperativeHandle(ref, () => ({ focus: (index: number) => become(index, true) }))
  return (
    <>
      <div
        ref={root}
        className={cx(isPlain ? "sheet" : "sheet-far", className)}
        style={isPlain ? undefined : { height: Math.max(0, whole - GAP_Y) }}
        role={selection ? "listbox" : "list"}
        aria-label={label}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={keyboard.onKeyDown}
        {...focus}
      >
        {room.width > 0 &&
          shown.map((index) => (
            <Cell
              key={keyOf(index)}
              index={index}
              setSize={total}
              render={render}
              isActive={index === active}
              isChosen={selection?.has(keyOf(index)) ?? false}
              isListbox={Boolean(selection)}
              place={isPlain ? null : `${(index % columns) * (width + GAP_X)}px ${Math.floor(index / columns) * (height + GAP_Y)}px`}
              width={width}
              onClick={keyboard.onClick}
              onOpen={keyboard.onOpen}
            />
          ))}
      </div>
      <NearEnd count={count} onNearEnd={props.onNearEnd} />
    </>
  )
}

type RowsWanted = { count: number; rowHeight: number; top: number; keep: number; isOff: boolean }

/** The rows near the window, and the row of the active tile, so that focus is never lost by scrolling. */
function useRows({ count, rowHeight, top, keep, isOff }: RowsWanted) {
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: !isOff,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN_ROWS,
    scrollMargin: top,
    initialOffset: () => window.scrollY,
    rangeExtractor: (range: Range) => {
      const rows = defaultRangeExtractor(range)
      return rows.includes(keep) || keep >= count ? rows : [...rows, keep].sort((a, b) => a - b)
    },
  })
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])
  return { rows: virtualizer.getVirtualItems().map(({ index }) => index), height: count * rowHeight }
}

type Steps = { active: number; columns: number; rowHeight: number; become: (index: number, focus: boolean) => void }

function useKeyboard(props: Props, steps: Steps) {
  const latest = useRef({ props, steps })
  useLayoutEffect(() => {
    latest.current = { props, steps }
  })
  const orderOf = ({ count, keyOf }: Props) => Array.from({ length: count }, (_, at) => keyOf(at))

  const onClick = useCallback((index: number, event: MouseEvent) => {
    const { props, steps } = latest.current
    const { selection, keyOf, click = "choose", onOpen, total = props.count } = props
    steps.become(index, false)
    if (!selection) return
    const isPick = event.target instanceof Element && event.target.closest("[data-pick]") !== null
    const isHeld = event.shiftKey || event.ctrlKey || event.metaKey
    const isChoosing = sizeOf(selection.value, total) > 0
    if (isPick && !isHeld) return selection.set((was) => toggled(was, keyOf(index)))
    if (isHeld || click === "choose") return selection.set((was) => clicked(was, orderOf(props), keyOf(index), event))
    if (isChoosing) return selection.set((was) => toggled(was, keyOf(index)))
    onOpen?.(index)
  }, [])

  const onOpen = useCallback((index: number) => latest.current.props.onOpen?.(index), [])

  const onKeyDown = (event: KeyboardEvent) => {
    const { selection, count, keyOf, total = count } = props
    const { active, columns, rowHeight, become } = steps
    if (event.altKey || count === 0) return
    const to = stepFrom(event.key, active, { count, columns, page: Math.floor(window.innerHeight / rowHeight) })
    if (to !== null) {
      event.preventDefault()
      become(to, true)
      selection?.set((was) => (event.shiftKey ? extended(was, orderOf(props), keyOf(to), keyOf(active)) : anchored(was, keyOf(to))))
      return
    }
    if (!selection) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") selection.set(EVERYTHING)
    else if (event.key === " ") selection.set((was) => toggled(was, keyOf(active)))
    else if (event.key === "Enter" && props.onOpen) props.onOpen(active)
    else if (event.key === "Escape" && sizeOf(selection.value, total) > 0) selection.clear()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { onClick, onOpen, onKeyDown }
}

type CellProps = {
  index: number
  setSize: number
  render: Props["render"]
  isActive: boolean
  isChosen: boolean
  isListbox: boolean
  place: string | null
  width: number
  onClick: (index: number, event: MouseEvent) => void
  onOpen: (index: number) => void
}

const Cell = memo(function Cell({ index, setSize, render, isActive, isChosen, isListbox, place, width, onClick, onOpen }: CellProps) {
  const tab = isActive ? 0 : -1
  return (
    <div
      className="cell"
      data-at={index}
      role={isListbox ? "option" : "listitem"}
      aria-selected={isListbox ? isChosen : undefined}
      aria-setsize={setSize}
      aria-posinset={index + 1}
      tabIndex={isListbox ? tab : undefined}
      style={place === null ? undefined : { translate: place, width }}
      onClick={(event) => onClick(index, event)}
      onDoubleClick={isListbox ? () => onOpen(index) : undefined}
    >
      {render(index, { tab, isChosen, isActive })}
    </div>
  )
})

/** Calls while the end is less than two windows away. */
function NearEnd({ count, onNearEnd }: { count: number; onNearEnd?: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(onNearEnd)
  useEffect(() => {
    latest.current = onNearEnd
  })
  useEffect(() => {
    if (!mark.current) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current?.(), { rootMargin: "0px 0px 200% 0px" })
    watch.observe(mark.current)
    return () => watch.disconnect()
  }, [count])
  return <div ref={mark} aria-hidden="true" />
}
