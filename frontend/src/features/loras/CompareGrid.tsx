/** Save points across, prompts down; a click puts a save point on the light table, or takes it away. */
import { type CSSProperties } from "react"
import { words } from "#words/loras"
import { cx } from "../../lib/classes"
import { count } from "../../lib/format"
import { Picture } from "../../ui/Picture"
import { type Cell } from "./compare"
import { shortPrompts } from "./story"

const say = words.compare

type Props = {
  cells: readonly Cell[]
  prompts: readonly { prompt: string; seed: number }[]
  /** The row in front. */
  prompt: number
  panes: readonly Cell[]
  onShow: (row: number, cell: Cell) => void
  onPrompt: (row: number) => void
}

export function CompareGrid({ cells, prompts, prompt, panes, onShow, onPrompt }: Props) {
  const names = shortPrompts(prompts.map((one) => one.prompt))
  const isOne = new Set(cells.map(({ number }) => number)).size === 1
  const inFront = new Set(panes.map(({ key }) => key))
  return (
    <section className="comparegrid" aria-label={say.grid} tabIndex={0}>
      <table style={{ "--n": cells.length } as CSSProperties}>
        <caption className="hide">{say.grid}</caption>
        <thead>
          <tr>
            <td />
            {cells.map(({ key, number, step, winner, recommended }) => (
              <th key={key} scope="col" className={cx("edge", (winner || recommended) && "best")}>
                {isOne ? count(step) : say.version(number, step)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {prompts.map(({ seed }, row) => (
            <tr key={row}>
              <th scope="row">
                <button type="button" className="promptpick" aria-pressed={row === prompt} onClick={() => onPrompt(row)}>
                  <span className="prompt">{names[row]}</span>
                  <span className="edge">{words.axis.seed(seed)}</span>
                </button>
              </th>
              {cells.map((cell) => {
                const isOn = row === prompt && inFront.has(cell.key)
                return (
                  <td key={cell.key}>
                    <button type="button" className={cx("tile", isOn && "on")} aria-pressed={isOn} disabled={!cell.samples.get(row)?.picture} onClick={() => onShow(row, cell)}>
                      <span className="frame">
                        <Picture of={cell.samples.get(row)?.picture} alt={say.cell(row + 1, cell.number, cell.step)} sizes="128px" />
                      </span>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
