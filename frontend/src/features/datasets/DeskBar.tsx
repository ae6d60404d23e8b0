/** The bar above the captions: what is shown, and what is done to many of them. */
import { useQuery } from "@tanstack/react-query"
import { FolderInput, Pencil, Type, X } from "lucide-react"
import { words } from "#words/datasets"
import { captionEstimate } from "../../api/datasets"
import { type DatasetItem } from "../../api/shapes"
import { count } from "../../lib/format"
import { Button } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Cost } from "../../ui/Cost"
import { type Counts, type DeskView, faultsOf, SHOWS } from "./desk-view"

const say = words.desk

type Props = { view: DeskView; counts: Counts; items: DatasetItem[]; dataset: string; mayWrite: boolean; isCaptioning: boolean; onChange: (change: Partial<DeskView>) => void; onFind: () => void; onCaption: () => void; onImport: () => void }

export function DeskBar({ view, counts, items, dataset, mayWrite, isCaptioning, onChange, onFind, onCaption, onImport }: Props) {
  return (
    <div className="captionbar">
      <div className="row wrap gap-x-2.5! gap-y-2!">
        <span className="seg" role="group" aria-label={say.show}>
          {SHOWS.map((show) => (
            <button key={show} type="button" aria-pressed={view.show === show} onClick={() => onChange({ show })}>
              {say.shows[show]} <span className="n">{count(counts[show])}</span>
            </button>
          ))}
        </span>
        {mayWrite && (
          <div className="row wrap push gap-1!">
            <Button look="bare" size="sm" onClick={onFind}>
              <Pencil className="ic" />
              {say.replace}
            </Button>
            <Button look="bare" size="sm" onClick={onImport}>
              <FolderInput className="ic" />
              {words.bring.button}
            </Button>
            <CaptionButton dataset={dataset} isFirst={items.every(({ author }) => author === "nobody")} isCaptioning={isCaptioning} onCaption={onCaption} />
          </div>
        )}
      </div>
      <Narrowed view={view} counts={counts} items={items} onChange={onChange} />
    </div>
  )
}

/** Carries the price of what waits for a caption, by the captioner the studio offers first. */
function CaptionButton({ dataset, isFirst, isCaptioning, onCaption }: { dataset: string; isFirst: boolean; isCaptioning: boolean; onCaption: () => void }) {
  const { data } = useQuery(captionEstimate(dataset, {}))
  return (
    <Button look="bare" size="sm" disabled={isCaptioning} title={isCaptioning ? say.captioning : undefined} onClick={onCaption}>
      <Type className="ic" />
      {isFirst ? say.caption : say.again}
      {data !== undefined && data.price > 0 && <Cost value={data.price} />}
    </Button>
  )
}

/** What is wrong somewhere, as filters; a word that was chosen beside the list stands here too. */
function Narrowed({ view, counts, items, onChange }: Pick<Props, "view" | "counts" | "items" | "onChange">) {
  const faults = faultsOf(items)
  if (faults.length === 0 && counts.low === 0 && !view.word) return null
  return (
    <div className="row wrap gap-1.5!">
      {view.word && (
        <FilterChip on onClick={() => onChange({ word: "" })}>
          {say.onlyWord(view.word)}
          <X className="ic" />
        </FilterChip>
      )}
      {faults.map(({ fault, count: many }) => (
        <FilterChip key={fault} on={view.fault === fault} onClick={() => onChange({ fault: view.fault === fault ? "" : fault })}>
          {words.faults[fault]} <span className="n">{count(many)}</span>
        </FilterChip>
      ))}
      {counts.low > 0 && (
        <FilterChip on={view.low} onClick={() => onChange({ low: !view.low })}>
          {say.lowQuality} <span className="n">{count(counts.low)}</span>
        </FilterChip>
      )}
    </div>
  )
}
