/** Crop and turn: the original with a box on it, by drag, by keys, by buttons; nothing is lost. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { RotateCcw, RotateCw } from "lucide-react"
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from "react"
import { words } from "#words/photos"
import { editPhoto } from "../../api/desk"
import { wordsFor } from "../../api/problem"
import { type Photo, type PhotoEdit } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Picture } from "../../ui/Picture"
import { Seg } from "../../ui/Seg"
import { toast } from "../../ui/toast"
import { type Box, type Corner, editOf, fitted, isSameEdit, leastOf, moved, type Rotation, sized, turnedBox, WHOLE } from "./crop"
import "./photo.css"

const CORNERS = ["nw", "ne", "sw", "se"] as const
const RATIOS = { free: null, "1:1": 1, "4:5": 4 / 5, "2:3": 2 / 3, "3:4": 3 / 4, "16:9": 16 / 9 } as const
type Ratio = keyof typeof RATIOS
const NAMES = Object.keys(RATIOS) as Ratio[]
const STEPS: Record<string, readonly [number, number]> = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] }

/** Sends an edit, and says so with the way back: the edit there was before. */
export function useEditing(photo: Photo, subjectId: string, onDone: () => void) {
  const client = useQueryClient()
  const take = (changed: Photo) => {
    client.setQueryData<Photo>(["photos", subjectId, photo.role, "row", photo.id], changed)
    void client.invalidateQueries({ queryKey: ["photos", subjectId, photo.role] })
    void client.invalidateQueries({ queryKey: ["estimate"] })
  }
  return useMutation({
    mutationFn: (edit: PhotoEdit) => editPhoto(photo.role, photo.id, edit),
    onSuccess: (changed, edit) => {
      take(changed)
      onDone()
      const undo = () => void editPhoto(photo.role, photo.id, photo.edit).then(take, (error: unknown) => toast(wordsFor(error).body))
      toast(isSameEdit(edit, { rotation: 0, crop: null }) ? words.restoredToast : words.editedToast, { undo })
    },
  })
}

type Props = { photo: Photo; subjectId: string; onClose: () => void }

export function CropEditor({ photo, subjectId, onClose }: Props) {
  const original = photo.original ?? photo.picture
  const [rotation, setRotation] = useState<Rotation>((photo.edit.rotation ?? 0) as Rotation)
  const [box, setBox] = useState<Box>(() => turnedBox((photo.edit.crop ?? WHOLE) as unknown as Box, photo.edit.rotation ?? 0))
  const [ratio, setRatio] = useState<Ratio>("free")
  const editing = useEditing(photo, subjectId, onClose)
  if (!original) return null
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
      {editing.error && <ErrorNotice words={wordsFor(editing.error)} />}
      <div className="row wrap">
        <Button look="primary" disabled={isSameEdit(edit, photo.edit)} busy={editing.isPending && words.applying} onClick={() => editing.mutate(edit)}>
          {words.apply}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
        {photo.original && (
          <Button look="bare" disabled={editing.isPending} onClick={() => editing.mutate({ rotation: 0, crop: null })}>
            {words.restore}
          </Button>
        )}
      </div>
    </section>
  )
}

type StageProps = { original: NonNullable<Photo["picture"]>; rotation: Rotation; size: readonly [number, number]; box: Box; ratio: number | null; onBox: (box: Box) => void }

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
