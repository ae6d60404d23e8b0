/** A sheet of hundreds of photos to pick from; under each stands how well it fits the chosen sources. */
import { Check } from "lucide-react"
import { useCallback, useMemo, useState } from "react"
import { words } from "#words/swaps"
import { type Pair, type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { chosenOf, isChosen, NOTHING, type Selection, type SelectionControls } from "../../lib/selection"
import { Picture } from "../../ui/Picture"
import { type GridCell, VirtualGrid } from "../../ui/VirtualGrid"
import { type Fit, fitOf } from "./choice"

const say = words.fresh

type Props = { name: string; label: string; photos: Photo[]; chosen: string[]; pairs: Pair[]; onChange: (ids: string[]) => void }

export function PhotoPicker({ name, label, photos, chosen, pairs, onChange }: Props) {
  const fits = useMemo(() => fitOf(pairs), [pairs])
  const selection = usePicked(photos, chosen, onChange)
  const render = useCallback(
    (at: number, cell: GridCell) => {
      const photo = photos[at]
      return photo ? <PickCell photo={photo} isOn={cell.isChosen} fit={fits.get(photo.id)} /> : null
    },
    [photos, fits],
  )
  return <VirtualGrid name={name} label={label} className="deskgrid [--tile:112px]" count={photos.length} keyOf={(at) => photos[at]?.id ?? String(at)} render={render} selection={selection} />
}

/** The ids of the form as a selection of the sheet; those of photos that are not shown stay chosen. */
function usePicked(photos: Photo[], chosen: string[], onChange: (ids: string[]) => void): SelectionControls {
  const [range, setRange] = useState<Pick<Selection, "anchor" | "base">>(NOTHING)
  const value: Selection = { ...range, all: false, ids: new Set(chosen) }
  const order = photos.map(({ id }) => id)
  const elsewhere = chosen.filter((id) => !order.includes(id))
  return {
    value,
    has: (id) => isChosen(value, id),
    clear: () => onChange(elsewhere),
    set: (next) => {
      const made = typeof next === "function" ? next(value) : next
      setRange({ anchor: made.anchor, base: made.base })
      onChange([...elsewhere, ...chosenOf(made, order)])
    },
  }
}

/** The whole tile toggles, as the round mark does. */
function PickCell({ photo, isOn, fit }: { photo: Photo; isOn: boolean; fit: Fit | undefined }) {
  const of = fit ? fit.fits + fit.soft + fit.impossible + fit.unknown : 0
  const tone = !fit ? "" : fit.impossible > 0 ? "refuse" : fit.soft > 0 ? "warn" : "pass"
  return (
    <div className={cx("tile", isOn && "on")} data-pick="">
      <span className="frame">
        <Picture of={photo.picture} alt={say.photo[photo.role](photo.number)} sizes="140px" />
        <span className="pickmark">
          <Check className="ic" />
        </span>
      </span>
      <span className="edge">
        <b>{photo.label}</b>
        <span className={tone}>{fit ? say.fit(of - fit.impossible, of) : ""}</span>
      </span>
    </div>
  )
}
