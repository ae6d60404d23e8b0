/** Facts in two columns: what, and how much. */
import { Fragment, type ReactNode } from "react"

export type Fact = [label: ReactNode, value: ReactNode, options?: { sum?: boolean; tone?: "pass" | "warn" | "refuse" }]

export function Facts({ facts }: { facts: (Fact | false | null)[] }) {
  return (
    <dl className="facts">
      {facts
        .filter((fact) => fact !== false && fact !== null)
        .map(([label, value, { sum, tone } = {}], at) => (
          <Fragment key={at}>
            <dt className={sum ? "sum" : undefined}>{label}</dt>
            <dd className={[sum && "sum", tone].filter(Boolean).join(" ") || undefined}>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
