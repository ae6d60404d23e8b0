/** Pan and zoom shared by all pictures of a viewer: wheel at the pointer, pinch, drag, keys, fixed steps. */
import { type PointerEvent, useEffect, useRef, useState } from "react"

/** scale 1 = fit; x and y shift the middle, in parts of the box (0 = centred). */
export type View = { scale: number; x: number; y: number }
export const FIT: View = { scale: 1, x: 0, y: 0 }

/** Keeps the picture over its box: it can be shifted only as far as it sticks out. */
export function bounded({ scale, x, y }: View, most: number): View {
  const s = Math.max(1, Math.min(most, scale))
  const edge = (s - 1) / 2
  return { scale: s, x: Math.max(-edge, Math.min(edge, x)), y: Math.max(-edge, Math.min(edge, y)) }
}

/** Zooms by a factor and keeps the point (px, py) still; both in parts of the box from its middle. */
export function zoomedAt(view: View, factor: number, px: number, py: number, most: number): View {
  const scale = Math.max(1, Math.min(most, view.scale * factor))
  const by = scale / view.scale
  return bounded({ scale, x: px - (px - view.x) * by, y: py - (py - view.y) * by }, most)
}

const MOST = 4

/** `natural` is the width of the file in pixels; zoom goes to 4 times that. The box holds `panes` pictures side by side. Put `ref` and `bind` on the box, `transform` on each picture. */
export function usePanZoom(natural: number, panes = 1) {
  const [view, setView] = useState<View>(FIT)
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  const full = width > 0 ? (natural * panes) / width : 1
  const most = Math.max(MOST, full * MOST)

  useEffect(() => {
    if (!box) return
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    watcher.observe(box)
    return () => watcher.disconnect()
  }, [box])

  useEffect(() => {
    if (!box) return
    // React listens to wheel passively, and the page must not scroll while the picture zooms.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { px, py } = partsOf(box.getBoundingClientRect(), panes, event.clientX, event.clientY)
      setView((now) => zoomedAt(now, Math.exp(-event.deltaY * WHEEL), px, py, most))
    }
    box.addEventListener("wheel", onWheel, { passive: false })
    return () => box.removeEventListener("wheel", onWheel)
  }, [box, most, panes])

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }
  const onPointerMove = (event: PointerEvent) => {
    const was = fingers.current.get(event.pointerId)
    const edges = box?.getBoundingClientRect()
    if (!was || !box || !edges?.width) return
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    const now = { x: event.clientX, y: event.clientY }
    fingers.current.set(event.pointerId, now)
    if (other) {
      const { px, py } = partsOf(edges, panes, (now.x + other.x) / 2, (now.y + other.y) / 2)
      setView((view) => zoomedAt(view, spread(now, other) / spread(was, other), px, py, most))
    } else {
      setView((view) => bounded({ ...view, x: view.x + ((now.x - was.x) * panes) / edges.width, y: view.y + (now.y - was.y) / edges.height }, most))
    }
  }
  const release = (event: PointerEvent) => fingers.current.delete(event.pointerId)

  return {
    view,
    /** Scale at which one pixel of the file is one pixel of the page. */
    full,
    ref: setBox,
    fit: () => setView(FIT),
    zoomBy: (factor: number) => setView((now) => zoomedAt(now, factor, 0, 0, most)),
    zoomTo: (scale: number) => setView((now) => zoomedAt(now, scale / now.scale, 0, 0, most)),
    bind: { onPointerDown, onPointerMove, onPointerUp: release, onPointerCancel: release },
    transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.scale})`,
  }
}

const WHEEL = 0.0015
type Point = { x: number; y: number }
const spread = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y) || 1

type Edges = { left: number; top: number; width: number; height: number }

/** A place on the screen in parts of the pane it lies in, from that pane's middle. */
export function partsOf(edges: Edges, panes: number, clientX: number, clientY: number): { px: number; py: number } {
  if (!edges.width || !edges.height) return { px: 0, py: 0 }
  const across = Math.max(0, Math.min(panes, ((clientX - edges.left) / edges.width) * panes))
  return { px: across - Math.min(panes - 1, Math.floor(across)) - 0.5, py: (clientY - edges.top) / edges.height - 0.5 }
}
