/** Crop and turn: an original with a box on it, by drag, by keys, by buttons; nothing is lost. */
import { RotateCcw, RotateCw } from "lucide-react"
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react"
import { words } from "#words/crop"
import { type Box, type Corner, type Edit, editOf, fitted, isSameEdit, leastOf, moved, type Rotation, sized, turnedBox, WHOLE } from "../lib/crop"
import { Button } from "./Button"
import { Picture } from "./Picture"
import { Seg } from "./Seg"
import "./crop.css"

const CORNERS = ["nw", "ne", "sw", "se"] as const
const RATIOS = { free: null, "1:1": 1, "4:5": 4 / 5, "2:3": 2 / 3, "3:4": 3 / 4, "16:9": 16 / 9 } as const
type Ratio = keyof typeof RATIOS
const NAMES = Object.keys(RATIOS) as Ratio[]
const STEPS: Record<string, readonly [number, number]> = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] }

type Original = { url: string; width: number; height: number; thumbnails: { "160": string; "480": string; "1200": string } }
type Props = {
  original: Original
  edit: Edit
  /** It is cropped or turned now, so that the original can be brought back. */
  isEdited: boolean
  isApplying: boolean
  /** What went wrong at the last try. */
  problem?: ReactNode
  onApply: (edit: Edit) => void
  onClose: () => void
}

export function CropTable({ original, edit: before, isEdited, isApplying, problem, onApply, onClose }: Props) {
  const [rotation, setRotation] = useState<Rotation>(before.rotation)
  const [box, setBox] = useState<Box>(() => turnedBox((before.crop ?? WHOLE) as unknown as Box, before.rotation))
  const [ratio, setRatio] = useState<Ratio>("free")
  const isLying = rotation % 180 !== 0
  const [width, height] = isLying ? [original.height, original.width] : [original.width, original.height]
  const inParts = (name: Ratio) => (RATIOS[name] === null ? null : (RATIOS[name] * height) / width)
  const turn = (by: 90 | 270) => {
    setRotation(((rotation + by) % 360) as Rotation)
    setBox(turnedBox(box, by))
    setRatio("free")
  }
  const shape = (name: Ratio) => {
    setRatio(name)
    const parts = inParts(name)
    if (parts !== null) setBox(fitted(box, parts))
  }
  const edit = editOf(box, rotation)
  return (
    <section className="croptable" aria-label={words.cropping}>
      <div className="row wrap">
        <Button size="sm" onClick={() => turn(270)}>
          <RotateCcw className="ic" />
          {words.turnLeft}
        </Button>
        <Button size="sm" onClick={() => turn(90)}>
          <RotateCw className="ic" />
          {words.turnRight}
        </Button>
        <Seg label={words.ratio} options={NAMES.map((name) => [name, words.ratios[name]] as const)} value={ratio} onChange={shape} />
        <Button
          size="sm"
          onClick={() => {
            setBox(WHOLE)
            setRatio("free")
          }}
        >
          {words.reset}
        </Button>
      </div>
      <Stage original={original} rotation={rotation} size={[width, height]} box={box} ratio={inParts(ratio)} onBox={setBox} />
      <p className="small muted" role="status">
        {words.cropSize(Math.round((box[2] - box[0]) * width), Math.round((box[3] - box[1]) * height))}
      </p>
      <p className="small muted desktop">{words.cropHelp}</p>
      {problem}
      <div className="row wrap">
        <Button look="primary" disabled={isSameEdit(edit, before)} busy={isApplying && words.applying} onClick={() => onApply(edit)}>
          {words.apply}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        {isEdited && (
          <Button look="bare" disabled={isApplying} onClick={() => onApply({ rotation: 0, crop: null })}>
            {words.restore}
          </Button>
        )}
      </div>
    </section>
  )
}

type StageProps = { original: Original; rotation: Rotation; size: readonly [number, number]; box: Box; ratio: number | null; onBox: (box: Box) => void }

/** The turned picture with the box on it. */
function Stage({ original, rotation, size: [width, height], box, ratio, onBox }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const drag = useRef<{ x: number; y: number; box: Box; part: Corner | "all" } | null>(null)
  const least = leastOf(width, height)
  const to = (from: Box, part: Corner | "all", dx: number, dy: number) => onBox(part === "all" ? moved(from, dx, dy) : sized(from, part, dx, dy, least, ratio))
  const partOf = (event: PointerEvent<HTMLElement> | KeyboardEvent<HTMLElement>) => event.currentTarget.dataset.part as Corner | "all"
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY, box, part: partOf(event) }
  }
  const follow = (event: PointerEvent) => {
    const [from, room] = [drag.current, stage.current?.getBoundingClientRect()]
    if (from && room) to(from.box, from.part, (event.clientX - from.x) / room.width, (event.clientY - from.y) / room.height)
  }
  const end = () => {
    drag.current = null
  }
  const nudge = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    const times = event.shiftKey ? 10 : 1
    to(box, partOf(event), step[0] * times, step[1] * times)
  }
  const [left, top, right, bottom] = box
  const place = { "--l": left, "--t": top, "--r": right, "--b": bottom, "--aspect": width / height, "--original": original.width / original.height } as CSSProperties
  return (
    <div className="cropstage" ref={stage} style={place} data-turned={rotation}>
      <Picture of={original} alt="" sizes="(max-width: 767px) 100vw, 900px" className="aspect-auto!" eager />
      <span className="cropshade" aria-hidden="true" />
      <div className="cropbox">
        <button type="button" className="cropmove" data-part="all" aria-label={words.cropBox} onPointerDown={begin} onPointerMove={follow} onPointerUp={end} onKeyDown={nudge} />
        {CORNERS.map((corner) => (
          <button key={corner} type="button" className="cropcorner" data-part={corner} aria-label={words.corner[corner]} onPointerDown={begin} onPointerMove={follow} onPointerUp={end} onKeyDown={nudge} />
        ))}
      </div>
    </div>
  )
}
