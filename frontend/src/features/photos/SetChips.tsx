/** The target sets of a model: one is open, photos are dropped onto the others, a set is one click in a swap. */
import { useQueryClient } from "@tanstack/react-query"
import { ArrowRightLeft, MoreHorizontal, Plus } from "lucide-react"
import { type DragEvent, lazy, Suspense, useState } from "react"
import { words } from "#words/photos"
import { changeSet, deleteSet, makeSet } from "../../api/desk"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type Subject, type TargetSet } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { count } from "../../lib/format"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Choices, Menu } from "../../ui/Menu"
import { toast } from "../../ui/toast"
import { DRAG_TYPE } from "./PhotoTile"
import { type DeskActions } from "./use-desk"

const SetDialog = lazy(async () => ({ default: (await import("./SetDialog")).SetDialog }))

type Props = { subject: Subject; sets: TargetSet[]; open: TargetSet | undefined; total: number; onOpen: (id: string | null) => void; onNew: () => void; actions: DeskActions }

export function SetChips({ subject, sets, open, total, onOpen, onNew, actions }: Props) {
  const mayWrite = useMayWrite()
  return (
    <div className="row wrap deskbar" role="group" aria-label={words.sets}>
      {sets.length > 0 && (
        <button type="button" className="chip" aria-pressed={!open} onClick={() => onOpen(null)}>
          {words.allTargets} <span className="mono">{count(total)}</span>
        </button>
      )}
      {sets.map((set) => (
        <SetChip key={set.id} set={set} isOpen={set.id === open?.id} onOpen={() => onOpen(set.id)} onPhotos={(ids) => mayWrite && actions.add(set, ids)} />
      ))}
      {mayWrite && (
        <button type="button" className="chip" onClick={onNew}>
          <Plus className="ic" />
          {words.newSet}
        </button>
      )}
      {open && mayWrite && <OpenSet key={open.id} subject={subject} set={open} last={sets.length - 1} onOpen={onOpen} />}
    </div>
  )
}

function SetChip({ set, isOpen, onOpen, onPhotos }: { set: TargetSet; isOpen: boolean; onOpen: () => void; onPhotos: (ids: string[]) => void }) {
  const [isOver, over] = useState(false)
  const isOurs = (event: DragEvent) => event.dataTransfer.types.includes(DRAG_TYPE)
  return (
    <button
      type="button"
      className={cx("chip", isOver && "mark")}
      aria-pressed={isOpen}
      onClick={onOpen}
      onDragOver={(event) => {
        if (!isOurs(event)) return
        event.preventDefault()
        over(true)
      }}
      onDragLeave={() => over(false)}
      onDrop={(event) => {
        over(false)
        if (!isOurs(event)) return
        event.preventDefault()
        onPhotos(JSON.parse(event.dataTransfer.getData(DRAG_TYPE)) as string[])
      }}
    >
      {set.name} <span className="mono">{count(set.photos.length)}</span>
    </button>
  )
}

/** What can be done with the set that is open. */
function OpenSet({ subject, set, last, onOpen }: { subject: Subject; set: TargetSet; last: number; onOpen: (id: string | null) => void }) {
  const client = useQueryClient()
  const [isRenaming, rename] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ["target-sets", subject.id] })
  const trying = (work: Promise<unknown>) => void work.catch((error: unknown) => toast(wordsFor(error).body)).finally(() => void again())
  const remove = () => {
    onOpen(null)
    client.setQueryData<TargetSet[]>(["target-sets", subject.id], (sets) => sets?.filter(({ id }) => id !== set.id))
    trying(deleteSet(set.id))
    toast(words.setDeleted(set.name), { undo: () => trying(makeSet(subject.id, set.name, set.photos).then(({ id }) => changeSet(id, { position: set.position }))) })
  }
  const move = (by: number) => trying(changeSet(set.id, { position: set.position + by }))
  const choices = [
    { key: "rename", name: words.rename, act: () => rename(true) },
    ...(set.position > 0 ? [{ key: "left", name: words.moveLeft, act: () => move(-1) }] : []),
    ...(set.position < last ? [{ key: "right", name: words.moveRight, act: () => move(1) }] : []),
    { key: "delete", name: words.deleteSet, act: remove },
  ]
  return (
    <>
      <Menu label={words.setMenu(set.name)} buttonClass="btn bare sm sq" button={<MoreHorizontal className="ic" />}>
        {(close) => <Choices close={close} of={choices} />}
      </Menu>
      {set.photos.length > 0 && (
        <ButtonLink className="push" size="sm" to={paths.newSwapOf(subject.slug, set.id)}>
          <ArrowRightLeft className="ic" />
          {words.useSet}
        </ButtonLink>
      )}
      {isRenaming && (
        <Suspense>
          <SetDialog
            title={words.renameSet}
            button={words.rename}
            name={set.name}
            onClose={() => rename(false)}
            onName={async (name) => {
              await changeSet(set.id, { name })
              await again()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
