/** The filters of a sheet with their counts; a sheet in which nothing is to be told apart has none. */
import { words } from "#words/photos"
import { count } from "../../lib/format"
import { FilterChip } from "../../ui/Chip"
import { type Filter, FILTERS } from "./desk-view"

type Props = { filter: Filter; counts: Record<Filter, number>; onChange: (filter: Filter) => void; onAll?: () => void }

export function DeskFilters({ filter, counts, onChange, onAll }: Props) {
  const isDecided = counts.kept + counts.rejected > 0
  const shown = FILTERS.filter((one) => one === "all" || one === filter || (counts[one] > 0 && (one !== "open" || (isDecided && counts.open < counts.all))))
  if (shown.length < 2) return null
  return (
    <div className="row wrap deskbar" role="group" aria-label={words.filters}>
      {shown.map((one) => (
        <FilterChip key={one} on={one === filter} onClick={() => onChange(one)}>
          {words.filter[one]} <span className="mono">{count(counts[one])}</span>
        </FilterChip>
      ))}
      {onAll && filter !== "all" && counts[filter] > 1 && (
        <button type="button" className="link small" onClick={onAll}>
          {words.chooseAll(counts[filter])}
        </button>
      )}
    </div>
  )
}
