/** What was spent: by month with a bar, and by model; the bars say nothing that the figures do not. */
import { type CSSProperties } from "react"
import { Link } from "react-router"
import { words } from "#words/credits"
import { type Costs as Shape } from "../../api/shapes"
import { count, monthOf } from "../../lib/format"
import { paths } from "../../lib/paths"

export function Costs({ costs }: { costs: Shape }) {
  return (
    <>
      <Months months={costs.months} />
      {costs.subjects.length > 0 && <Models subjects={costs.subjects} />}
    </>
  )
}

function Months({ months }: { months: Shape["months"] }) {
  const most = Math.max(1, ...months.map(({ charged }) => charged))
  return (
    <section className="slip" aria-labelledby="h-months">
      <header>
        <h2 id="h-months">{words.months.title}</h2>
      </header>
      {months.length === 0 ? (
        <p className="small muted">{words.months.empty}</p>
      ) : (
        <table className="months">
          <thead>
            <tr>
              <th>{words.months.month}</th>
              <th className="num">{words.months.charged}</th>
              <th className="num">{words.months.back}</th>
              <th className="num">{words.months.added}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <td className="bar" style={{ "--share": `${(month.charged / most) * 100}%` } as CSSProperties}>
                  {monthOf(month.month)}
                </td>
                <td className="num">{count(month.charged)}</td>
                <td className="num muted">{count(month.given_back)}</td>
                <td className="num muted">{count(month.added)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Models({ subjects }: { subjects: Shape["subjects"] }) {
  return (
    <section className="slip" aria-labelledby="h-by-model">
      <header>
        <h2 id="h-by-model">{words.models.title}</h2>
      </header>
      <table className="months">
        <thead>
          <tr>
            <th>{words.models.model}</th>
            <th className="num">{words.models.runs}</th>
            <th className="num">{words.models.charged}</th>
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject) => (
            <tr key={subject.id}>
              <td>
                <Link className="hover:underline" to={paths.swaps(subject.slug)}>
                  {subject.name}
                </Link>
              </td>
              <td className="num muted">{count(subject.runs)}</td>
              <td className="num">{count(subject.charged)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
