/** The picture that is looked at: what it is worth to a training, what is nearly the same, crop and turn, take out. */
import { useMutation } from "@tanstack/react-query"
import { Crop, Trash2 } from "lucide-react"
import { useState } from "react"
import { words } from "#words/datasets"
import { wordsFor } from "../../api/problem"
import { type DatasetDetail, type DatasetItem, type Subject } from "../../api/shapes"
import { type Edit } from "../../lib/crop"
import { percent } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { CropTable } from "../../ui/CropTable"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Picture } from "../../ui/Picture"

const say = words.picture

type Props = { item: DatasetItem; items: DatasetItem[]; detail: DatasetDetail; subject: Subject; mayWrite: boolean; onEdit: (item: DatasetItem, edit: Edit) => Promise<void>; onTakeOut: () => void }

export function PictureBlock({ item, items, detail, subject, mayWrite, onEdit, onTakeOut }: Props) {
  const [isCropping, crop] = useState(false)
  const original = item.original ?? item.picture
  const near = detail.advice.copies.find((group) => group.includes(item.id))?.filter((id) => id !== item.id) ?? []
  const numbers = items.filter(({ id }) => near.includes(id)).map(({ number }) => number)
  return (
    <section className="slip pictureblock" aria-labelledby="h-picture">
      <header>
        <h2 id="h-picture">{say.title(item.number)}</h2>
        <span className="edge cut">{item.name}</span>
      </header>
      <div className="picturelook">
        <Picture of={item.picture} alt="" sizes="96px" />
        <Scores item={item} gate={detail.gate} />
      </div>
      {numbers.length > 0 && <p className="small warn">{say.copies(numbers)}</p>}
      <div className="row wrap gap-1.5!">
        {mayWrite && original && (
          <Button size="sm" onClick={() => crop(true)}>
            <Crop className="ic" />
            {say.crop}
          </Button>
        )}
        {item.photo && (
          <ButtonLink size="sm" look="bare" to={paths.photo(subject.slug, item.photo)}>
            {say.open.photo}
          </ButtonLink>
        )}
        {mayWrite && (
          <Button size="sm" look="bare" onClick={onTakeOut}>
            <Trash2 className="ic" />
            {say.out}
          </Button>
        )}
      </div>
      {isCropping && original && <Cropping key={item.id} item={item} original={original} onEdit={onEdit} onClose={() => crop(false)} />}
    </section>
  )
}

function Scores({ item: { quality, scores, weakest, below_gate }, gate }: { item: DatasetItem; gate: number }) {
  if (quality === null) return <p className="help">{say.notWeighed}</p>
  return (
    <div className="stack gap-2! min-w-0">
      <p className="row between">
        <b className={below_gate ? "warn" : undefined}>{say.quality}</b>
        <span className="n">{quality.toFixed(2)}</span>
      </p>
      <ul className="scorelist">
        {Object.entries(scores)
          .filter(([name, value]) => words.scores[name] && typeof value === "number")
          .map(([name, value]) => (
            <li key={name} data-weakest={name === weakest || undefined}>
              <span>{words.scores[name]}</span>
              <span className="bar">
                <i style={{ width: percent(value).replace(" ", "") }} />
              </span>
              <span className="n">{value.toFixed(2)}</span>
            </li>
          ))}
      </ul>
      <p className="help">
        {below_gate ? say.below(gate) : say.above(gate)} {weakest && words.scores[weakest] && say.weakest(words.scores[weakest].toLowerCase())}
      </p>
    </div>
  )
}

type CroppingProps = { item: DatasetItem; original: NonNullable<DatasetItem["picture"]>; onEdit: Props["onEdit"]; onClose: () => void }

function Cropping({ item, original, onEdit, onClose }: CroppingProps) {
  const editing = useMutation({ mutationFn: (edit: Edit) => onEdit(item, edit), onSuccess: onClose })
  return (
    <Dialog title={say.cropping(item.number)} wide onClose={onClose}>
      <CropTable
        original={original}
        edit={{ rotation: item.rotation, crop: item.crop }}
        isEdited={item.original !== null}
        isApplying={editing.isPending}
        problem={editing.error && <ErrorNotice words={wordsFor(editing.error)} />}
        onApply={(edit) => editing.mutate(edit)}
        onClose={onClose}
      />
    </Dialog>
  )
}
