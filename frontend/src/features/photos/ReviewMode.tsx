/** Photos one by one, as large as the screen: swipe, big buttons or keys, so that hundreds are judged on a phone. */
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Check, SkipForward, Undo2, X } from "lucide-react"
import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from "react"
import { words } from "#words/photos"
import { desk as deskQuery, photoRow } from "../../api/desk"
import { type Photo, type PhotoDecision, type PhotoDesk, type PhotoRole } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { Picture } from "../../ui/Picture"
import { Tag } from "../../ui/Tile"
import { decisionOf } from "./desk-view"
import { altFor, tagFor } from "./photo-words"
import { begin, current, judged, stepped, sums, swiped, undone } from "./review"
import { type DeskActions } from "./use-desk"
import "./review.css"

type Props = { subjectId: string; role: PhotoRole; order: string[]; actions: DeskActions; onClose: () => void }

export function ReviewMode({ subjectId, role, order, actions, onClose }: Props) {
  const round = useRound({ subjectId, role, order, actions })
  const { review } = round
  const id = current(review)
  useEffect(() => {
    const keys: Record<string, () => void> = { p: () => round.judge("keep"), x: () => round.judge("reject"), u: round.skip, ArrowRight: round.skip, ArrowLeft: round.back, z: round.undo }
    const onKey = (event: KeyboardEvent) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  })
  return (
    <Dialog title={words.reviewOf[role]} bare className="review" onClose={onClose}>
      <header className="row between">
        <b className="tabular-nums" role="status">
          {words.reviewPlace(Math.min(review.at + 1, order.length), order.length)}
        </b>
        <span className="row">
          <Button size="sm" disabled={review.done.length === 0} onClick={round.undo}>
            <Undo2 className="ic" />
            {words.undo}
          </Button>
          <Button size="sm" onClick={onClose}>
            {words.done}
          </Button>
        </span>
      </header>
      {id === undefined ? <Sum {...sums(review)} onClose={onClose} /> : <Card key={id} subjectId={subjectId} role={role} id={id} onSwipe={round.judge} />}
      {id !== undefined && (
        <div className="judge">
          <Button look="danger" onClick={() => round.judge("reject")}>
            <X className="ic" />
            {words.reject}
          </Button>
          <Button onClick={round.skip} aria-label={words.skip}>
            <SkipForward className="ic" />
          </Button>
          <Button look="primary" onClick={() => round.judge("keep")}>
            <Check className="ic" />
            {words.keep}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function useRound({ subjectId, role, order, actions }: Omit<Props, "onClose">) {
  const client = useQueryClient()
  const [review, setReview] = useState(() => begin(order))
  const id = current(review)
  // The next two pictures come while one looks at this one.
  useEffect(() => {
    for (const next of review.order.slice(review.at + 1, review.at + 3)) {
      void client.fetchQuery(photoRow(subjectId, role, next)).then((photo) => {
        if (photo?.picture) new Image().src = photo.picture.thumbnails["1200"]
      })
    }
  }, [client, subjectId, role, review.order, review.at])
  const judge = (decision: PhotoDecision) => {
    const desk = client.getQueryData<PhotoDesk>(deskQuery(subjectId, role).queryKey)
    if (id === undefined || !desk) return
    setReview(judged(review, decision, decisionOf(desk, id)))
    actions.decide([id], decision, { quiet: true })
  }
  const undo = () => {
    const before = undone(review)
    setReview(before.review)
    if (before.back) actions.decide([before.back.id], before.back.decision, { quiet: true })
  }
  return { review, judge, undo, skip: () => setReview(stepped(review, 1)), back: () => setReview(stepped(review, -1)) }
}

function Card({ subjectId, role, id, onSwipe }: { subjectId: string; role: PhotoRole; id: string; onSwipe: (decision: PhotoDecision) => void }) {
  const { data: photo } = useQuery(photoRow(subjectId, role, id))
  const [dx, setDx] = useState(0)
  const start = useRef<number | null>(null)
  const end = ({ currentTarget }: PointerEvent<HTMLElement>) => {
    const decision = start.current === null ? null : swiped(dx, currentTarget.clientWidth)
    start.current = null
    setDx(0)
    if (decision) onSwipe(decision)
  }
  const lean = dx > 40 ? "keep" : dx < -40 ? "reject" : undefined
  return (
    <figure
      className="card"
      data-lean={lean}
      style={{ "--dx": `${dx}px`, "--tilt": `${dx / 40}deg` } as CSSProperties}
      onPointerDown={(event) => {
        start.current = event.clientX
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => start.current !== null && setDx(event.clientX - start.current)}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {photo ? <Picture of={photo.picture} alt={altFor(photo)} sizes="(max-width: 767px) 100vw, 900px" className="aspect-auto! object-contain!" eager /> : <span className="skel" />}
      {photo && <Facts photo={photo} />}
    </figure>
  )
}

function Facts({ photo }: { photo: Photo }) {
  const tag = tagFor(photo)
  return (
    <figcaption className={cx("row wrap small", !tag && "muted")}>
      <span className="edge">{photo.label}</span>
      {tag && <Tag tone={tag.tone}>{tag.words}</Tag>}
      <span className="muted">{photo.report && photo.report.verdict !== "pass" ? photo.report.sentence : words.swipeHint}</span>
    </figcaption>
  )
}

function Sum({ kept, rejected, onClose }: { kept: number; rejected: number; onClose: () => void }) {
  return (
    <div className="sum">
      <b>{words.reviewDone}</b>
      <p className="muted">{words.reviewSum(kept, rejected)}</p>
      <Button look="primary" onClick={onClose}>
        {words.done}
      </Button>
    </div>
  )
}
