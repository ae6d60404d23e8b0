/** Credits: a number that always carries the ring. */
import { words } from "#words/ui"
import { cx } from "../lib/classes"
import { count } from "../lib/format"

export function Cost({ value, badge, held }: { value: number; badge?: boolean; held?: boolean }) {
  return (
    <span className={cx("cost", badge && "badge", held && "held")}>
      <span className="hide">{words.credits} </span>
      {count(value)}
    </span>
  )
}
