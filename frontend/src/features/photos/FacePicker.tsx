/** A photo with a box around each face; in a group photo one is used and the others are locked. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Lock } from "lucide-react"
import { type CSSProperties } from "react"
import { words } from "#words/photos"
import { useMayWrite } from "../../api/may-write"
import { chooseFace } from "../../api/photos"
import { wordsFor } from "../../api/problem"
import { type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Picture } from "../../ui/Picture"
import { altFor } from "./photo-words"
import "./photo.css"

type Props = { photo: Photo; subjectId: string; sizes: string; className?: string }

export function FacePicker({ photo, subjectId, sizes, className }: Props) {
  const client = useQueryClient()
  const faces = photo.report?.faces ?? []
  const choose = useMutation({
    mutationFn: (index: number) => chooseFace(photo.role, photo.id, index),
    onSuccess: (changed) => {
      client.setQueryData<Photo>(["photos", subjectId, photo.role, "row", photo.id], changed)
      void client.invalidateQueries({ queryKey: ["photos", subjectId, photo.role] })
      void client.invalidateQueries({ queryKey: ["estimate"] })
    },
  })
  const mayWrite = useMayWrite()
  const wait = !mayWrite || choose.isPending || photo.status === "pending"
  if (!photo.picture) return <p className="facepick empty small muted">{words.checkingPicture}</p>
  return (
    <>
      <div className={cx("facepick", className)} style={{ aspectRatio: `${photo.picture.width} / ${photo.picture.height}`, "--aspect": photo.picture.width / photo.picture.height } as CSSProperties}>
        <Picture of={photo.picture} alt={altFor(photo)} sizes={sizes} className="aspect-auto! h-full" eager />
        {faces.map((face, at) => {
          const box = placeOf(face.box)
          if (faces.length < 2) return <span key={at} className="facebox on" style={box} aria-hidden="true" />
          return (
            <button
              key={at}
              type="button"
              className={cx("facebox", face.chosen && "on")}
              style={box}
              aria-pressed={face.chosen}
              aria-label={face.chosen ? words.faceInUse(at + 1, faces.length) : words.lockedFace(at + 1, faces.length)}
              disabled={wait}
              onClick={() => !face.chosen && choose.mutate(at)}
            >
              <span className="tag">
                {!face.chosen && <Lock className="ic" />}
                {at + 1}
              </span>
            </button>
          )
        })}
      </div>
      {faces.length > 1 && mayWrite && <p className="small muted">{words.chooseFace(faces.length)}</p>}
      {choose.error && <ErrorNotice words={wordsFor(choose.error)} />}
    </>
  )
}

function placeOf(box: number[]) {
  const [left = 0, top = 0, right = 0, bottom = 0] = box.map((part) => part * 100)
  return { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` }
}
