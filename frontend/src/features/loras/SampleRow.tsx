/** One prompt and seed over all save points: what was drawn, what comes next, what was not drawn. */
import { EyeOff } from "lucide-react"
import { type CSSProperties, memo } from "react"
import { Link } from "react-router"
import { words } from "#words/loras"
import { cx } from "../../lib/classes"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"
import { fillOf } from "./axis"
import { type Column, type Story } from "./story"

const say = words.axis

type Props = { row: number; prompt: string; name: string; seed: number; story: Story; pace: number | null; isLive: boolean; slug: string; number: number; chosen: number | null }

export const SampleRow = memo(function SampleRow({ row, prompt, name, seed, story, pace, isLive, slug, number, chosen }: Props) {
  const { columns, done } = story
  const next = isLive ? columns.findIndex(({ kind }) => kind === "planned") : -1
  const newest = columns.findLastIndex(({ kind }) => kind !== "planned")
  return (
    <div className="trow">
      <span className="lab">
        <b className="prompt" title={prompt}>
          {name}
        </b>
        <span className="edge">{say.seed(seed)}</span>
      </span>
      {columns.map((column, at) => (
        <div key={column.step} className="cell">
          {at === next ? (
            <span className="slot next" style={{ "--at": `${fillOf(columns, at, done) * 100}%` } as CSSProperties}>
              {row === 0 && pace !== null && <span aria-hidden="true">{say.soon(Math.max(0, column.step - done) * pace)}</span>}
            </span>
          ) : column.kind === "planned" ? (
            <span className="slot" />
          ) : (
            <Drawn column={column} row={row} isNew={isLive && at === newest} isChosen={chosen === column.step} to={paths.compareVersion(slug, number, { step: column.step, prompt: row + 1 })} />
          )}
        </div>
      ))}
    </div>
  )
})

function Drawn({ column, row, isNew, isChosen, to }: { column: Column; row: number; isNew: boolean; isChosen: boolean; to: string }) {
  const sample = column.samples.get(row)
  const picture = sample?.picture
  if (!picture) {
    const why = sample ? sample.why || say.notShown : say.noSample
    return (
      <span className="slot lost" title={why}>
        {sample && <EyeOff className="ic" aria-hidden="true" />}
        <span className="hide">{why}</span>
      </span>
    )
  }
  return (
    <Link to={to} className={cx("tile done", isChosen && "chosen")}>
      <span className="frame">
        <Picture of={picture} alt={say.sample(row + 1, column.step)} sizes="200px" fresh={isNew} />
      </span>
    </Link>
  )
}
