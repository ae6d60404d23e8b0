/** The price as you choose, and the button that starts the swap. */
import { type Estimate } from "../../api/shapes"
import { count, duration, plural } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"

type Props = {
  estimate: Estimate | undefined
  isStale: boolean
  sources: number
  targets: number
  problem: { title: string; body: string } | null
  isStarting: boolean
  onStart: () => void
}

/** Why the swap cannot be started, in words; null when it can. */
export function hindrance({ estimate, sources, targets }: Pick<Props, "estimate" | "sources" | "targets">): string | null {
  if (sources === 0) return "Choose at least one source."
  if (targets === 0) return "Choose at least one target."
  if (!estimate) return "Working out the price."
  if (estimate.pictures === 0) return "None of these pairs can be made: the heads are turned too differently."
  if (estimate.balance_after < 0) return `This needs ${count(estimate.price)} credits and ${count(estimate.balance)} are free. Choose fewer.`
  return null
}

export function PricePanel(props: Props) {
  const { estimate, isStale, sources, targets, problem, isStarting, onStart } = props
  const why = hindrance(props)
  const price = why && !estimate ? 0 : (estimate?.price ?? 0)
  return (
    <section className="price" aria-label="Price">
      <p className="big" aria-live="polite">
        <span className={isStale ? "opacity-50" : undefined}>{count(price)}</span>
        <small>credits</small>
      </p>
      <Facts
        facts={[
          [`${plural(sources, "source")} × ${plural(targets, "target")}`, plural(estimate?.pictures ?? 0, "picture")],
          estimate && estimate.impossible > 0 ? ["Cannot be made", `${count(estimate.impossible)}, free`] : null,
          ["Each", count(estimate?.each ?? 0)],
          ["Time", estimate && estimate.pictures > 0 ? duration(estimate.seconds) : "–"],
          ["Left after this", count(estimate?.balance_after ?? 0), { sum: true, tone: estimate && estimate.balance_after < 0 ? "refuse" : undefined }],
        ]}
      />
      {problem && <ErrorNotice words={problem} />}
      <div className="dock">
        <Button look="primary" size="wide" disabled={why !== null || isStale} busy={isStarting && "Starting"} onClick={onStart} aria-describedby="start-help">
          Start swap <Cost value={price} />
        </Button>
      </div>
      <p className="help" id="start-help">
        {why ?? "Held now, charged picture by picture as each one is made. What fails comes back at once."}
      </p>
    </section>
  )
}
