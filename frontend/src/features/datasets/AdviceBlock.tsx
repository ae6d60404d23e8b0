/** What would make the dataset better, best first, each with the pictures it is about. */
import { AlertTriangle, Check, Info, OctagonX } from "lucide-react"
import { words } from "#words/datasets"
import { type Advice, type AdviceLine, type DatasetItem } from "../../api/shapes"

const say = words.health
const SHAPES = { stop: OctagonX, warn: AlertTriangle, tip: Info, good: Check }
const TONES = { stop: "refuse", warn: "warn", tip: "muted", good: "pass" }
/** So many pictures are named in a line; the filters show the others. */
const NAMED = 5

export function AdviceBlock({ advice, gate, items, onLook }: { advice: Advice; gate: number; items: DatasetItem[]; onLook: (id: string) => void }) {
  if (advice.lines.length === 0) return null
  const numbers = new Map(items.map(({ id, number }) => [id, number]))
  return (
    <section className="slip" aria-labelledby="h-advice">
      <header>
        <h2 id="h-advice">{say.advice}</h2>
        {advice.quality.mean !== null && <span className="edge">{say.quality(advice.quality.mean, gate)}</span>}
      </header>
      <ul className="advice">
        {advice.lines.map((line) => (
          <Line key={line.key + line.sentence} line={line} numbers={numbers} onLook={onLook} />
        ))}
      </ul>
    </section>
  )
}

function Line({ line: { kind, sentence, items }, numbers, onLook }: { line: AdviceLine; numbers: Map<string, number>; onLook: (id: string) => void }) {
  const Shape = SHAPES[kind]
  const named = items.flatMap((id) => (numbers.has(id) ? [{ id, number: numbers.get(id) ?? 0 }] : [])).slice(0, NAMED)
  return (
    <li>
      <Shape className={`ic ${TONES[kind]}`} />
      <span className="small">
        {sentence}
        {named.length > 0 && (
          <span className="named">
            {named.map(({ id, number }) => (
              <button key={id} type="button" className="link" onClick={() => onLook(id)}>
                {say.pictureLink(number)}
              </button>
            ))}
          </span>
        )}
      </span>
    </li>
  )
}
