/** The bar above the wall: what is shown, how large, and the download; all but the size stands in the address. */
import { Download, Search, Star, X } from "lucide-react"
import { type CSSProperties, useEffect, useRef, useState } from "react"
import { words } from "#words/generations"
import { type GenerationCounts } from "../../api/shapes"
import { count } from "../../lib/format"
import { Button } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { SelectField } from "../../ui/SelectField"
import { EVERYTHING, type GalleryView, isNarrowed, SHOWS } from "./gallery-view"

const say = words.gallery
const STILL_MS = 300
export const HEIGHTS = { least: 120, usual: 230, most: 420 }

type Props = { view: GalleryView; counts: GenerationCounts | undefined; height: number; onHeight: (height: number) => void; onChange: (view: GalleryView) => void; onDownload: () => void }

export function GalleryBar({ view, counts, height, onHeight, onChange, onDownload }: Props) {
  const set = (part: Partial<GalleryView>) => onChange({ ...view, ...part })
  const many = counts && { all: counts.all, favourites: counts.favourites, kept: counts.kept }
  const tags = [...new Set([...(counts?.tags ?? []).map(({ name }) => name), ...(view.tag ? [view.tag] : [])])]
  const at = ((height - HEIGHTS.least) / (HEIGHTS.most - HEIGHTS.least)) * 100
  return (
    <div className="wallbar">
      <span className="seg" role="group" aria-label={say.show}>
        {SHOWS.map((show) => (
          <button key={show} type="button" aria-pressed={view.show === show} onClick={() => set({ show })}>
            {show === "favourites" && <Star className="ic" />}
            {say[show]} {many && <span className="edge">{count(many[show])}</span>}
          </button>
        ))}
      </span>
      {counts && counts.versions.length > 0 && (
        <span className="row" role="group" aria-label={words.form.version}>
          {counts.versions.map(({ version, number }) => (
            <FilterChip key={version} on={view.lora === version} onClick={() => set({ lora: view.lora === version ? "" : version })}>
              {say.version(number)}
            </FilterChip>
          ))}
        </span>
      )}
      {view.run && (
        <FilterChip on onClick={() => set({ run: "" })}>
          {say.ofRun}
          <X className="ic" />
        </FilterChip>
      )}
      {tags.length > 0 && <SelectField bare label={say.tag} value={view.tag} options={[["", say.anyTag], ...tags.map((tag): [string, string] => [tag, tag])]} onChange={(tag) => set({ tag })} />}
      <Find q={view.q} onChange={(q) => set({ q })} />
      {isNarrowed(view) && (
        <button type="button" className="link small" onClick={() => onChange(EVERYTHING)}>
          {say.clear}
        </button>
      )}
      <span className="end row">
        <label className="sizes">
          <span className="edge">{say.sizeShort}</span>
          <input type="range" aria-label={say.size} min={HEIGHTS.least} max={HEIGHTS.most} step={10} value={height} style={{ "--v": `${at}%` } as CSSProperties} onChange={(event) => onHeight(Number(event.target.value))} />
        </label>
        <Button onClick={onDownload} aria-label={say.downloadAll} disabled={counts?.found === 0}>
          <Download className="ic" />
          {say.download}
        </Button>
      </span>
    </div>
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
