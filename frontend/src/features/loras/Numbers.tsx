/** What the axis draws, in numbers: one row a save point, with its files. */
import { Trash2 } from "lucide-react"
import { lossWords, words } from "#words/loras"
import { useMayWrite } from "../../api/may-write"
import { type LoraSave, type LoraVersion } from "../../api/shapes"
import { count, megabytes } from "../../lib/format"
import { Button } from "../../ui/Button"
import { type Story } from "./story"
import { useDeleteSave } from "./version-actions"

const say = words.numbers

type Props = { story: Story; version: LoraVersion; isGoing: boolean; onChoose: (step: number) => void }

export function Numbers({ story, version, isGoing, onChoose }: Props) {
  const remove = useDeleteSave()
  const saves = story.columns.flatMap(({ save }) => (save ? [save] : []))
  const canDelete = useMayWrite() && !isGoing && saves.length > 1
  if (saves.length === 0) return null
  return (
    <details className="more numbers">
      <summary>{say.show}</summary>
      <div className="scroll">
        <table>
          <caption className="hide">{say.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say.columns.step}</th>
              <th scope="col" className="num">{say.columns.loss}</th>
              <th scope="col" className="num">{say.columns.likeness}</th>
              <th scope="col" className="num">{say.columns.copying}</th>
              <th scope="col" className="num">{say.columns.files}</th>
              {canDelete && (
                <th scope="col" className="num">
                  <span className="hide">{say.columns.delete}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {saves.map((save) => (
              <Row key={save.id} save={save} limit={version.overfit_limit} canDelete={canDelete} onChoose={() => onChoose(save.step)} onDelete={() => remove(save)} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const orNone = (value: number | null, write: (value: number) => string) => (value === null ? say.none : write(value))

function Row({ save, limit, canDelete, onChoose, onDelete }: { save: LoraSave; limit: number; canDelete: boolean; onChoose: () => void; onDelete: () => void }) {
  const mark = save.winner ? say.picked : save.recommended ? say.recommended : null
  return (
    <tr>
      <td>
        <button type="button" className="link" aria-label={words.axis.choose(save.step)} onClick={onChoose}>
          {count(save.step)}
        </button>{" "}
        {mark && <span className="small mark">{mark}</span>}
      </td>
      <td className="num">{orNone(save.loss, lossWords)}</td>
      <td className="num">{orNone(save.likeness, (value) => value.toFixed(2))}</td>
      <td className={save.overfit !== null && save.overfit > limit ? "num warn" : "num"}>{orNone(save.overfit, (value) => value.toFixed(2))}</td>
      <td className="num">
        {(["diffusers", "kohya"] as const).map((layout) => (
          <a key={layout} className="link file-link" href={save.files[layout]} download>
            <span className="hide">{words.side.download(save.step)} </span>
            {words.side[layout]} <span className="faint">{megabytes(save.sizes[layout])}</span>
          </a>
        ))}
      </td>
      {canDelete && (
        <td className="num">
          <Button look="bare" size="sm sq" aria-label={say.delete(save.step)} onClick={onDelete}>
            <Trash2 className="ic" />
          </Button>
        </td>
      )}
    </tr>
  )
}
