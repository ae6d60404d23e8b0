/** What a run was agreed to cost, what it took, what it gave back. */
import { Link } from "react-router"
import { type Run } from "../../api/shapes"
import { count, plural } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Facts } from "../../ui/Facts"
import { type Cell, FrameBar } from "../../ui/FrameBar"
import { isLive, stillHeld } from "./run-words"

export function RunCredits({ run, cells }: { run: Run; cells: Cell[] }) {
  const held = stillHeld(run)
  return (
    <section className="slip">
      <header>
        <h2>Credits</h2>
        <Link className="link small" to={paths.credits()}>
          Ledger
        </Link>
      </header>
      <FrameBar cells={cells} />
      <Facts
        facts={[
          ["Price agreed", count(run.price)],
          [run.items.done > 0 ? `Charged, ${plural(run.items.done, "picture")}` : "Charged", count(run.captured)],
          run.released > 0 && [`Given back${run.items.failed > 0 ? `, ${count(run.items.failed)} not made` : ""}`, count(run.released), { tone: "pass" as const }],
          ["Still held", count(held), { sum: true }],
        ]}
      />
      {!isLive(run) && run.captured === 0 && <p className="small pass">Nothing was charged.</p>}
    </section>
  )
}
