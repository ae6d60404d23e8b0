/** The price as you choose, and the button that starts the swap. */
import { words } from "#words/swaps"
import { type Estimate, type Priority } from "../../api/shapes"
import { count, duration } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { Field } from "../../ui/Field"

const say = words.fresh
const WHENS = ["normal", "high", "low"] as const

type Props = {
  estimate: Estimate | undefined
  isStale: boolean
  sources: number
  targets: number
  /** Credits of each stage that costs. */
  parts: number[]
  priority: Priority
  onPriority: (priority: Priority) => void
  problem: { title: string; body: string } | null
  isStarting: boolean
  onStart: () => void
}

/** Why the swap cannot be started, in words; null when it can. */
export function hindrance({ estimate, sources, targets }: Pick<Props, "estimate" | "sources" | "targets">): string | null {
  if (sources === 0) return say.why.source
  if (targets === 0) return say.why.target
  if (!estimate) return say.why.wait
  if (estimate.pictures === 0) return say.why.turned
  if (estimate.balance_after < 0) return say.why.credits(estimate.price, estimate.balance)
  return null
}

export function PricePanel(props: Props) {
  const { estimate, isStale, sources, targets, parts, priority, onPriority, problem, isStarting, onStart } = props
  const why = hindrance(props)
  const price = why && !estimate ? 0 : (estimate?.price ?? 0)
  return (
    <section className="price" aria-label={say.price}>
      <p className="big" aria-live="polite">
        <span className={isStale ? "opacity-50" : undefined}>{count(price)}</span>
        <small>{say.credits}</small>
      </p>
      <Facts
        facts={[
          [say.times(sources, targets), words.pictures(estimate?.pictures ?? 0)],
          estimate && estimate.impossible > 0 ? [say.cannot, say.free(estimate.impossible)] : null,
          [say.each, say.eachOf(estimate?.each ?? 0, parts)],
          [say.time, estimate && estimate.pictures > 0 ? duration(estimate.seconds) : "–"],
          [say.left, count(estimate?.balance_after ?? 0), { sum: true, tone: estimate && estimate.balance_after < 0 ? "refuse" : undefined }],
        ]}
      />
      <Field label={say.when} help={say.whenHelp[priority]}>
        {(ids) => (
          <select className="input" value={priority} onChange={(event) => onPriority(event.target.value as Priority)} {...ids}>
            {WHENS.map((key) => (
              <option key={key} value={key}>
                {say.whens[key]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {problem && <ErrorNotice words={problem} />}
      <div className="dock">
        <Button look="primary" size="wide" disabled={why !== null || isStale} busy={isStarting && say.starting} onClick={onStart} aria-describedby="start-help">
          {say.start} <Cost value={price} />
        </Button>
      </div>
      <p className="help" id="start-help">
        {why ?? say.held}
      </p>
    </section>
  )
}
