/** Before and after on one picture: drag anywhere, or move the divider with the keyboard. */
import { words } from "#words/ui"
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react"
import { cx } from "../lib/classes"
import { useKeys } from "../lib/keys"

const FINE = 1
const COARSE = 10

/** Where the divider goes for a key; null when the key is not ours. `cut` is 0 to 100. */
export function cutForKey(key: string, cut: number, isFar: boolean): number | null {
  const far = isFar ? COARSE : FINE
  const to: Record<string, number> = {
    ArrowLeft: cut - far,
    ArrowDown: cut - far,
    "[": cut - far,
    ArrowRight: cut + far,
    ArrowUp: cut + far,
    "]": cut + far,
    PageDown: cut - COARSE,
    PageUp: cut + COARSE,
    Home: 0,
    End: 100,
  }
  const next = to[key]
  return next === undefined ? null : Math.max(0, Math.min(100, next))
}

type Props = { before: ReactNode; after: ReactNode; beforeLabel?: string; afterLabel?: string; ratio: number; pan?: Pan }
type Pan = Record<"onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel", (event: PointerEvent) => void>

/** `ratio` is width by height of the picture, so that its space is kept. With `pan`, dragging the picture moves it and only the handle moves the divider. */
export function CompareSlider({ before, after, beforeLabel = "Before", afterLabel = "After", ratio, pan }: Props) {
  const [cut, setCut] = useState(50)
  const box = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const isMoving = useRef(false)
  const follow = (event: PointerEvent) => {
    const edges = box.current?.getBoundingClientRect()
    if (edges?.width) setCut(Math.max(0, Math.min(100, ((event.clientX - edges.left) / edges.width) * 100)))
  }
  const release = (event: PointerEvent) => {
    isMoving.current = false
    pan?.onPointerUp(event)
  }
  const step = (by: number) => setCut((was) => Math.max(0, Math.min(100, was + by)))
  useKeys([
    { keys: "[", name: words.dividerLeft, where: words.pictureKeys, act: () => step(-FINE * 5) },
    { keys: "]", name: words.dividerRight, where: words.pictureKeys, act: () => step(FINE * 5) },
  ])
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cutForKey(event.key, cut, event.shiftKey)
    if (next === null) return
    event.preventDefault()
    setCut(next)
  }
  return (
    <div
      ref={box}
      className={cx("compare", pan && "zoomed")}
      style={{ "--cut": `${cut}%`, "--ratio": ratio } as CSSProperties}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        if (pan && event.target !== handle.current) return pan.onPointerDown(event)
        event.currentTarget.setPointerCapture(event.pointerId)
        isMoving.current = true
        follow(event)
        handle.current?.focus({ preventScroll: true })
      }}
      onPointerMove={(event) => (isMoving.current ? follow(event) : pan?.onPointerMove(event))}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={() => setCut(50)}
    >
      {after}
      <div className="before">{before}</div>
      <span className="tag cap l">{beforeLabel}</span>
      <span className="tag cap r">{afterLabel}</span>
      <button
        ref={handle}
        type="button"
        className="handle"
        role="slider"
        aria-label={words.beforeAfter}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(cut)}
        aria-valuetext={`${Math.round(cut)} percent before, ${Math.round(100 - cut)} percent after`}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
