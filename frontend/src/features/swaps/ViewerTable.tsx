/** The light table of the viewer: the slider, or up to four versions side by side with one zoom for all. */
import { ArrowLeft, Check, ChevronLeft, ChevronRight, X } from "lucide-react"
import { type CSSProperties, useState } from "react"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { type Photo, type Picture as File, type ResultAction, type SwapResult } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { useMedia } from "../../lib/use-media"
import { Button, ButtonLink } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { CompareSlider } from "../../ui/CompareSlider"
import { Picture } from "../../ui/Picture"
import { Seg } from "../../ui/Seg"
import { Tile } from "../../ui/Tile"
import { usePanZoom } from "../../ui/use-pan-zoom"
import { type Neighbours } from "./neighbours"

type Layout = "slider" | "side"
type Before = "target" | "swapped"
type Zoom = "fit" | "100" | "200" | "400" | ""
const VERSIONS = ["source", "target", "swapped", "enhanced"] as const
type Version = (typeof VERSIONS)[number]

type Props = {
  near: Neighbours
  result: SwapResult
  source: Photo | undefined
  target: Photo | undefined
  isEnhanced: boolean
  onEnhanced: (on: boolean) => void
  onGo: (by: number) => void
  onAct: (action: ResultAction) => void
}

const say = words.viewer
const MATS = ["", "black", "white"] as const
/** The layout stays as it is from picture to picture. */
const last: { layout: Layout; panes: Version[] | null } = { layout: "slider", panes: null }

export function ViewerTable({ near, result, source, target, isEnhanced, onEnhanced, onGo, onAct }: Props) {
  const isPhone = useMedia("(max-width: 767px)")
  const mayWrite = useMayWrite()
  const files: Record<Version, File | null> = { source: source?.picture ?? null, target: target?.picture ?? null, swapped: result.swapped, enhanced: result.enhanced }
  const [layout, setLayout] = useState<Layout>(last.layout)
  const [wanted, want] = useState<Version[]>(last.panes ?? (isPhone ? ["target", "enhanced"] : [...VERSIONS]))
  const [wantsBefore, wantBefore] = useState<Before>("target")
  const [mat, setMat] = useState(0)
  const panes = VERSIONS.filter((one) => wanted.includes(one) && (one !== "enhanced" || files.enhanced))
  const beforeIs: Before = wantsBefore === "swapped" && isEnhanced ? "swapped" : "target"
  const after = (isEnhanced ? result.enhanced : null) ?? result.swapped
  const many = layout === "side" ? Math.max(1, panes.length) : 1
  const { ref, full, ...zoom } = usePanZoom(after?.width ?? 1024, many)
  const level: Zoom = zoom.view.scale === 1 ? "fit" : ((["100", "200", "400"] as const).find((one) => Math.abs(zoom.view.scale - (full * Number(one)) / 100) < 0.02) ?? "")
  const arrange = (next: Layout) => setLayout((last.layout = next))
  useTableKeys({ zoomBy: zoom.zoomBy, fit: zoom.fit, onLayout: () => arrange(layout === "slider" ? "side" : "slider"), onMat: () => setMat((mat + 1) % MATS.length) })
  const isZoomed = zoom.view.scale > 1
  const place = say.place(near.at + 1, near.total)
  const draw = (file: File | null, alt: string) => <Sheet file={file} alt={alt} transform={zoom.transform} isFull={isZoomed} />
  const ratio = after ? after.width / after.height : 0.8
  return (
    <>
      <div className="tools">
        <ButtonLink look="bare" size="sq" className="desktop" to={near.back} aria-label={near.isDesk ? say.backToDesk : say.back}>
          <ArrowLeft className="ic" />
        </ButtonLink>
        <Seg<Layout> label={say.layout} value={layout} onChange={arrange} options={[["slider", say.layouts.slider], ["side", say.layouts.side]]} />
        {layout === "slider" ? (
          <>
            {isEnhanced && <Seg<Before> label={say.before} value={beforeIs} onChange={wantBefore} options={[["target", say.target], ["swapped", say.swapped]]} />}
            <Seg<"swapped" | "enhanced"> label={say.after} value={isEnhanced ? "enhanced" : "swapped"} onChange={(next) => onEnhanced(next === "enhanced")} disabled={result.enhanced ? [] : ["enhanced"]} options={[["swapped", say.swapped], ["enhanced", say.enhanced]]} />
          </>
        ) : (
          <Panes panes={panes} hasEnhanced={files.enhanced !== null} onChange={(next) => want((last.panes = next))} />
        )}
        <span className="zoomseg">
          <Seg<Zoom> label={say.zoom} value={level} onChange={(next) => (next === "fit" ? zoom.fit() : zoom.zoomTo((full * Number(next)) / 100))} options={[["fit", say.fit], ["100", "100"], ["200", "200"], ["400", "400"]]} />
        </span>
        {!isPhone && <span className="edge push">{place}</span>}
      </div>
      {mayWrite && <Decide decision={result.decision} onAct={onAct} />}
      <div className="lighttable" data-mat={MATS[mat]} style={{ "--ratio": ratio * many } as CSSProperties}>
        <div className="fitbox" ref={ref}>
          {layout === "slider" ? (
            <CompareSlider ratio={ratio} before={draw(files[beforeIs], say.before)} after={draw(after, say.after)} beforeLabel={say.beforeIs[beforeIs]} afterLabel={isEnhanced ? say.enhanced : say.after} pan={isZoomed ? zoom.bind : undefined} />
          ) : (
            <div className="duo" role="group" aria-label={say.sideBySide} style={{ "--panes": many } as CSSProperties} {...zoom.bind} onDoubleClick={() => (isZoomed ? zoom.fit() : zoom.zoomTo(full))}>
              {panes.map((one) => (
                <div key={one}>
                  {draw(files[one], say[one])}
                  <span className="tag cap l">{say[one]}</span>
                </div>
              ))}
            </div>
          )}
        </div>
        {source && layout === "slider" && <Tile className="pin" picture={<Picture of={source.picture} alt={`${say.source} ${source.number}`} sizes="116px" />} label={source.label} note={say.steps.source} />}
        {isPhone && <span className="tag place">{place}</span>}
        <Turn isFirst={near.at <= 0} isLast={near.at >= near.list.length - 1} onGo={onGo} />
      </div>
    </>
  )
}

function useTableKeys({ zoomBy, fit, onLayout, onMat }: { zoomBy: (by: number) => void; fit: () => void; onLayout: () => void; onMat: () => void }) {
  const { where, keys } = say
  useKeys([
    { keys: "+", name: keys.zoomIn, where, act: () => zoomBy(1.5) },
    { keys: "=", name: keys.zoomIn, where, act: () => zoomBy(1.5) },
    { keys: "-", name: keys.zoomOut, where, act: () => zoomBy(1 / 1.5) },
    { keys: "0", name: keys.fit, where, act: fit },
    { keys: "s", name: keys.layout, where, act: onLayout },
    { keys: "b", name: keys.mat, where, act: onMat },
  ])
}

/** Which versions stand side by side; the last one stays. */
function Panes({ panes, hasEnhanced, onChange }: { panes: Version[]; hasEnhanced: boolean; onChange: (panes: Version[]) => void }) {
  return (
    <span className="row gap-1!" role="group" aria-label={say.panes}>
      {VERSIONS.filter((one) => one !== "enhanced" || hasEnhanced).map((one) => (
        <FilterChip key={one} on={panes.includes(one)} onClick={() => (panes.includes(one) ? panes.length > 1 && onChange(panes.filter((other) => other !== one)) : onChange([...panes, one]))}>
          {say[one]}
        </FilterChip>
      ))}
    </span>
  )
}

function Decide({ decision, onAct }: { decision: SwapResult["decision"]; onAct: (action: ResultAction) => void }) {
  return (
    <div className="decide row">
      <Button aria-pressed={decision === "reject"} className={decision === "reject" ? "refuse" : undefined} onClick={() => onAct(decision === "reject" ? "clear" : "reject")}>
        <X className="ic" />
        {say.reject} <kbd className="desktop">X</kbd>
      </Button>
      <Button aria-pressed={decision === "keep"} className={decision === "keep" ? "kept" : undefined} onClick={() => onAct(decision === "keep" ? "clear" : "keep")}>
        <Check className="ic" />
        {say.keep} <kbd className="desktop">P</kbd>
      </Button>
    </div>
  )
}

function Turn({ isFirst, isLast, onGo }: { isFirst: boolean; isLast: boolean; onGo: (by: number) => void }) {
  return (
    <>
      <Button look="bare" size="sq" className="turn l" aria-label={say.previous} disabled={isFirst} onClick={() => onGo(-1)}>
        <ChevronLeft className="ic" />
      </Button>
      <Button look="bare" size="sq" className="turn r" aria-label={say.next} disabled={isLast} onClick={() => onGo(1)}>
        <ChevronRight className="ic" />
      </Button>
    </>
  )
}

/** One picture on the table; the whole file is fetched only when it is looked at closely. */
function Sheet({ file, alt, transform, isFull }: { file: File | null; alt: string; transform: string; isFull: boolean }) {
  if (!file) return <span className="pic" role="img" aria-label={say.deleted(alt)} />
  return <img className="pic" src={isFull ? file.url : file.thumbnails["1200"]} width={file.width} height={file.height} alt={alt} draggable={false} style={{ transform }} />
}
