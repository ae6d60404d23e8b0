/** Sources down, targets across: how well each pair fits, before anything is paid. */
import { AlertTriangle, Check, CircleHelp, X } from "lucide-react"
import { type CSSProperties } from "react"
import { words } from "#words/swaps"
import { type Pair, type Photo } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { degrees } from "../../lib/format"
import { Picture } from "../../ui/Picture"
import { Tile } from "../../ui/Tile"
import { byPair } from "./choice"
import { PickTile } from "./PickTile"
import "./matrix.css"

type Props = { sources: Photo[]; targets: Photo[]; chosenTargets: string[]; onToggle: (id: string) => void; pairs: Pair[]; isStale: boolean }

const say = words.fresh
const LOOK = {
  fits: { icon: <Check className="ic" />, className: "" },
  soft: { icon: <AlertTriangle className="ic" />, className: "w" },
  impossible: { icon: <X className="ic" />, className: "r" },
  unknown: { icon: <CircleHelp className="ic" />, className: "u" },
}

/** `sources` are the chosen ones; `targets` all that can be chosen. */
export function FitGrid({ sources, targets, chosenTargets, onToggle, pairs, isStale }: Props) {
  const found = byPair(pairs)
  return (
    <div className="matrixscroll">
      <div className="matrix picks" style={{ "--cols": targets.length } as CSSProperties} aria-busy={isStale || undefined}>
        <span className="corner desktop">{say.turnGap}</span>
        {targets.map((target) => (
          <div className="colhead" key={target.id}>
            <PickTile photo={target} isOn={chosenTargets.includes(target.id)} onToggle={() => onToggle(target.id)} />
          </div>
        ))}
        {sources.map((source) => (
          <FitRow key={source.id} source={source} targets={targets} chosen={chosenTargets} found={found} />
        ))}
      </div>
    </div>
  )
}

function FitRow({ source, targets, chosen, found }: { source: Photo; targets: Photo[]; chosen: string[]; found: Map<string, Pair> }) {
  return (
    <>
      <div className="rowhead">
        <Tile picture={<Picture of={source.picture} alt="" sizes="64px" />} label={source.label} />
      </div>
      {targets.map((target) => {
        const pair = chosen.includes(target.id) ? found.get(`${source.id} ${target.id}`) : undefined
        if (!pair) return <div key={target.id} className="fit off" data-phone-skip={chosen.includes(target.id) ? undefined : true} />
        const look = LOOK[pair.verdict]
        return (
          <div key={target.id} className={cx("fit", look.className)} title={pair.sentence}>
            {look.icon}
            <span aria-hidden="true">{pair.yaw_gap === null ? "" : degrees(pair.yaw_gap)}</span>
            <span className="hide">
              {say.cell(source.label, target.label, say.verdict[pair.verdict])}
            </span>
          </div>
        )
      })}
    </>
  )
}

export function FitLegend() {
  return (
    <p className="row wrap small muted mt-4! gap-x-5! gap-y-2!">
      <span className="row">
        <Check className="ic pass" />
        {say.legend.fits}
      </span>
      <span className="row">
        <AlertTriangle className="ic warn" />
        {say.legend.soft}
      </span>
      <span className="row">
        <X className="ic refuse" />
        {say.legend.impossible}
      </span>
    </p>
  )
}
