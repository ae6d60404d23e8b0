/** What a run was agreed to cost, what it took, what it gave back. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { count } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Facts } from "../../ui/Facts"
import { type Cell, FrameBar } from "../../ui/FrameBar"
import { words } from "#words/runs"
import { isLive } from "./is-live"
import { stillHeld } from "./run-words"

export function RunCredits({ run, cells }: { run: Run; cells: Cell[] }) {
  const held = stillHeld(run)
  return (
    <section className="slip">
      <header>
        <h2>{words.money.title}</h2>
        <Link className="link small" to={paths.receipt(run.id)}>
          {words.money.receipt}
        </Link>
      </header>
      <FrameBar cells={cells} />
      <Facts
        facts={[
          [words.money.agreed, count(run.price)],
          [words.money.charged(run.items.done), count(run.captured)],
          run.released > 0 && [words.money.givenBack(run.items.failed), count(run.released), { tone: "pass" as const }],
          [words.money.held, count(held), { sum: true }],
        ]}
      />
      {!isLive(run) && run.captured === 0 && <p className="small pass">{words.money.nothing}</p>}
    </section>
  )
}
