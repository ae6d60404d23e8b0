/** The bar above the desk: what is shown, in which order; everything in it stands in the address. */
import { ChevronDown, Search, Star, X } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { words } from "#words/swaps"
import { type ResultCounts } from "../../api/shapes"
import { count } from "../../lib/format"
import { FilterChip } from "../../ui/Chip"
import { type DeskView, EVERYTHING, isNarrowed, LIKENESS, QUALITY, SHOWS, SORTS } from "./desk-filter"

const say = words.desk
const STILL_MS = 300

type Props = { view: DeskView; counts: ResultCounts | undefined; onChange: (view: DeskView) => void }

export function DeskBar({ view, counts, onChange }: Props) {
  const set = (part: Partial<DeskView>) => onChange({ ...view, ...part })
  const many = counts && { all: counts.all, undecided: counts.undecided, kept: counts.kept, rejected: counts.rejected }
  const tags = [...new Set([...(counts?.tags ?? []).map(({ name }) => name), ...view.tags])]
  return (
    <div className="resultbar">
      <div className="row wrap gap-1.5!" role="group" aria-label={say.show}>
        {SHOWS.map((show) => (
          <FilterChip key={show} on={view.show === show} onClick={() => set({ show })}>
            {say.shows[show]} {many && <span className="n">{count(many[show])}</span>}
          </FilterChip>
        ))}
        <FilterChip on={view.favourite} onClick={() => set({ favourite: !view.favourite })}>
          <Star className="ic" />
          {say.favourites} {counts && <span className="n">{count(counts.favourites)}</span>}
        </FilterChip>
        {(["run", "source", "target"] as const).map((one) =>
          view[one] ? (
            <FilterChip key={one} on onClick={() => set({ [one]: "" })}>
              {say.one[one]}
              <X className="ic" />
            </FilterChip>
          ) : null,
        )}
      </div>
      <div className="picks-row">
        <Find q={view.q} onChange={(q) => set({ q })} />
        {tags.length > 0 && <Choice label={say.tag} value={view.tags[0] ?? ""} options={[["", say.anyTag], ...tags.map((tag): [string, string] => [tag, tag])]} onChange={(tag) => set({ tags: tag ? [tag] : [] })} />}
        <Choice label={say.likeness} value={view.likeness} options={LIKENESS.map((one): [typeof one, string] => [one, say.likenesses[one]])} onChange={(likeness) => set({ likeness })} />
        <Choice label={say.quality} value={view.quality} options={QUALITY.map((one): [typeof one, string] => [one, say.qualities[one]])} onChange={(quality) => set({ quality })} />
        <Choice label={say.sort} value={view.sort} options={SORTS.map((one): [typeof one, string] => [one, say.sorts[one]])} onChange={(sort) => set({ sort })} />
        {isNarrowed(view) && (
          <button type="button" className="link small" onClick={() => onChange({ ...EVERYTHING, sort: view.sort })}>
            {say.clear}
          </button>
        )}
      </div>
    </div>
  )
}

function Choice<T extends string>({ label, value, options, onChange }: { label: string; value: T; options: [T, string][]; onChange: (value: T) => void }) {
  return (
    <span className="pick">
      <select className="input small" aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <ChevronDown className="ic" aria-hidden="true" />
    </span>
  )
}

/** What is typed narrows the list once the typing has paused. */
function Find({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(q)
  const [asked, setAsked] = useState(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  if (q !== asked) {
    setAsked(q)
    setText(q)
  }
  const type = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setAsked(next)
      onChange(next)
    }, STILL_MS)
  }
  return (
    <label className="find-file">
      <Search className="ic" aria-hidden="true" />
      <input type="search" className="input small" aria-label={say.find} placeholder={say.findHint} value={text} onChange={(event) => type(event.target.value)} />
    </label>
  )
}
