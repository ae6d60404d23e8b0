/** The light table: up to four save points of one prompt, one pan and zoom for all. */
import { Maximize, Star, ZoomIn, ZoomOut } from "lucide-react"
import { type CSSProperties, useState } from "react"
import { words } from "#words/loras"
import { useKeys } from "../../lib/keys"
import { Button } from "../../ui/Button"
import { usePanZoom } from "../../ui/use-pan-zoom"
import { type Cell } from "./compare"

const say = words.compare
const MATS = ["", "black", "white"] as const
const CLOSER = 1.5

type Props = { panes: readonly Cell[]; prompt: number; words: string; own: number; onPick: ((cell: Cell) => void) | undefined }

export function CompareTable({ panes, prompt, words: said, own, onPick }: Props) {
  const widest = Math.max(64, ...panes.map(({ samples }) => samples.get(prompt)?.picture?.width ?? 0))
  const { ref, ...zoom } = usePanZoom(widest, Math.max(1, panes.length))
  const [mat, setMat] = useState(0)
  const isZoomed = zoom.view.scale > 1
  const { where, zoomIn, zoomOut, fit, mat: matName } = say.keys
  useKeys([
    { keys: "+", name: zoomIn, where, act: () => zoom.zoomBy(CLOSER) },
    { keys: "=", name: zoomIn, where, act: () => zoom.zoomBy(CLOSER) },
    { keys: "-", name: zoomOut, where, act: () => zoom.zoomBy(1 / CLOSER) },
    { keys: "0", name: fit, where, act: zoom.fit },
    { keys: "b", name: matName, where, act: () => setMat((mat + 1) % MATS.length) },
  ])
  return (
    <section className="comparetable" aria-label={say.table}>
      <div className="row between wrap">
        <p className="said">{said}</p>
        <span className="row gap-1! push" role="group" aria-label={say.zoom}>
          <Button look="bare" size="sm sq" aria-label={say.zoomOut} disabled={!isZoomed} onClick={() => zoom.zoomBy(1 / CLOSER)}>
            <ZoomOut className="ic" />
          </Button>
          <Button look="bare" size="sm sq" aria-label={say.zoomIn} onClick={() => zoom.zoomBy(CLOSER)}>
            <ZoomIn className="ic" />
          </Button>
          <Button look="bare" size="sm sq" aria-label={say.fit} disabled={!isZoomed} onClick={zoom.fit}>
            <Maximize className="ic" />
          </Button>
        </span>
      </div>
      <div className="panes" data-mat={MATS[mat]} ref={ref} style={{ "--panes": Math.max(1, panes.length) } as CSSProperties} {...zoom.bind} onDoubleClick={() => (isZoomed ? zoom.fit() : zoom.zoomBy(CLOSER * CLOSER))}>
        {panes.map((cell) => (
          <Pane key={cell.key} cell={cell} prompt={prompt} transform={zoom.transform} isZoomed={isZoomed} />
        ))}
      </div>
      <ul className="panecaps" style={{ "--panes": Math.max(1, panes.length) } as CSSProperties}>
        {panes.map((cell) => (
          <li key={cell.key}>
            <span className="grow min-w-0">
              <b className="edge">{say.version(cell.number, cell.step)}</b>
              <span className="small muted block">{[cell.likeness !== null && words.list.likeness(cell.likeness), cell.recommended && say.recommended].filter(Boolean).join(", ")}</span>
            </span>
            {onPick && cell.number === own && (
              <Button size="sm" aria-pressed={cell.winner} aria-label={say.pick(cell.step)} className={cell.winner ? "kept" : undefined} onClick={() => onPick(cell)}>
                <Star className="ic" />
                {cell.winner ? say.picked : say.pickShort}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The whole file is fetched only when it is looked at closely. */
function Pane({ cell, prompt, transform, isZoomed }: { cell: Cell; prompt: number; transform: string; isZoomed: boolean }) {
  const picture = cell.samples.get(prompt)?.picture
  const name = say.cell(prompt + 1, cell.number, cell.step)
  return (
    <div className="pane">
      {picture ? (
        <img className="pic" src={isZoomed ? picture.url : picture.thumbnails["1200"]} width={picture.width} height={picture.height} alt={name} draggable={false} style={{ transform }} />
      ) : (
        <span className="nocover small">{say.noPicture}</span>
      )}
    </div>
  )
}
