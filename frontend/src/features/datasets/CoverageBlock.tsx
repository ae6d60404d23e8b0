/** The coverage map: how near and from which side the pictures show the face, and what to take next. */
import { words } from "#words/datasets"
import { type Advice, type Coverage } from "../../api/shapes"
import { cx } from "../../lib/classes"

const say = words.health
/** From so many pictures on a place is well covered, and above. */
const SHADES = [1, 2, 4] as const

const shadeOf = (many: number): string => `n${SHADES.filter((least) => many >= least).length}`

export function CoverageBlock({ advice: { coverage, next } }: { advice: Advice }) {
  const { faces, columns, rows, cells } = coverage
  return (
    <section className="slip" aria-labelledby="h-coverage">
      <header>
        <h2 id="h-coverage">{say.coverage}</h2>
        {faces > 0 && <span className="edge">{say.faces(faces)}</span>}
      </header>
      {faces === 0 ? (
        <p className="help">{say.notMeasured}</p>
      ) : (
        <>
          <div className="cover-map" role="img" aria-label={mapWords(coverage)}>
            <em />
            {columns.map((column) => (
              <em key={column}>{say.columns[column]}</em>
            ))}
            {rows.map((row, at) => [<span key={row}>{say.rows[row]}</span>, ...(cells[at] ?? []).map((many, column) => <b key={`${row}${column}`} className={cx(shadeOf(many))}>{many > 0 && many}</b>)])}
          </div>
          <Shares name={say.light} of={coverage.light} words={say.lights} />
          <Shares name={say.expression} of={coverage.expressions} words={say.expressions} />
        </>
      )}
      {next && (
        <p className="small">
          <b className="font-semibold">{say.next}</b> {next.sentence.replace(/^Take next:\s*/i, "")}
        </p>
      )}
    </section>
  )
}

function Shares({ name, of, words: said }: { name: string; of: Record<string, number>; words: Record<string, string> }) {
  const there = Object.entries(of).filter(([, many]) => many > 0)
  if (there.length === 0) return null
  return (
    <p className="small muted">
      {name}: {there.map(([key, many]) => say.share(said[key] ?? key, many)).join(", ")}
    </p>
  )
}

/** The map for whoever cannot see it: what is there, then what is empty. */
function mapWords({ columns, rows, cells }: Coverage): string {
  const places = rows.flatMap((row, at) => columns.map((column, to) => ({ row: say.rows[row] ?? row, column: say.columnNames[column] ?? column, many: cells[at]?.[to] ?? 0 })))
  const filled = places.filter(({ many }) => many > 0).map(({ row, column, many }) => say.filled(row, column, many))
  return say.map([...filled, say.empty(places.filter(({ many }) => many === 0).map(({ row, column }) => `${row} ${column}`))])
}
