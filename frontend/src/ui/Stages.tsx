/** The run bar: one segment a stage, done in ink, now in blue, lost in red, not begun in hair. */
import { words } from "#words/ui"
import { cx } from "../lib/classes"
import { count } from "../lib/format"

type Stage = { name: string; label: string; status: string; progress: number; done: number; failed: number; total: number }

export function Stages({ stages }: { stages: Stage[] }) {
  return (
    <ol className="stages" aria-label={words.stages}>
      {stages.map((stage) => {
        const isDone = stage.status === "succeeded"
        const isNow = stage.status === "running"
        return (
          <li key={stage.name} className={cx(isDone ? "done" : isNow ? "now" : stage.status === "failed" ? "lost" : "idle")}>
            <span className="bar" role="progressbar" aria-label={stage.label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(stage.progress * 100)}>
              <i style={{ width: `${stage.progress * 100}%` }} />
            </span>
            <span className="what">
              <b className="cut">{stage.label}</b>
              {stage.total > 0 && (
                <span className="mono">
                  {count(stage.done)}/{count(stage.total)}
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
