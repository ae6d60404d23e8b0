/** The light table of the viewer: the slider or side by side, with one zoom for all. */
import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react"
import { type CSSProperties, type ReactNode, useState } from "react"
import { type Photo, type Picture as File, type SwapResult } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { useKey } from "../../lib/use-key"
import { Button, ButtonLink } from "../../ui/Button"
import { CompareSlider } from "../../ui/CompareSlider"
import { Picture } from "../../ui/Picture"
import { Seg } from "../../ui/Seg"
import { Tile } from "../../ui/Tile"
import { usePanZoom } from "../../ui/use-pan-zoom"

type Layout = "slider" | "duo"
type Before = "target" | "swapped"
type Zoom = "fit" | "100" | "200" | "400" | ""

type Props = {
  runId: string
  result: SwapResult
  source: Photo | undefined
  target: Photo | undefined
  isEnhanced: boolean
  onEnhanced: (on: boolean) => void
  place: string
  onGo: (by: number) => void
  isFirst: boolean
  isLast: boolean
}

const MATS = ["", "black", "white"] as const

export function ViewerTable({ runId, result, source, target, isEnhanced, onEnhanced, place, onGo, isFirst, isLast }: Props) {
  const [layout, setLayout] = useState<Layout>("slider")
  const [wantsBefore, wantBefore] = useState<Before>("target")
  const [mat, setMat] = useState(0)
  const after = (isEnhanced ? result.enhanced : null) ?? result.swapped
  const beforeIs: Before = wantsBefore === "swapped" && isEnhanced ? "swapped" : "target"
  const before = beforeIs === "swapped" ? result.swapped : (target?.picture ?? null)
  const { ref, full, ...zoom } = usePanZoom(after?.width ?? 1024, layout === "duo" ? 2 : 1)
  const level: Zoom = zoom.view.scale === 1 ? "fit" : ((["100", "200", "400"] as const).find((one) => Math.abs(zoom.view.scale - (full * Number(one)) / 100) < 0.02) ?? "")
  useKey({
    "+": () => zoom.zoomBy(1.5),
    "=": () => zoom.zoomBy(1.5),
    "-": () => zoom.zoomBy(1 / 1.5),
    "0": zoom.fit,
    s: () => setLayout(layout === "slider" ? "duo" : "slider"),
    b: () => setMat((mat + 1) % MATS.length),
  })
  const isZoomed = zoom.view.scale > 1
  const draw = (file: File | null, words: string) => <Sheet file={file} alt={words} transform={zoom.transform} isFull={isZoomed} />
  const ratio = after ? after.width / after.height : 0.8
  const beforeWords = beforeIs === "target" ? "Before" : "Swapped"
  const afterWords = isEnhanced ? "Enhanced" : "After"
  return (
    <>
      <div className="tools">
        <ButtonLink look="bare" size="sq" className="desktop" to={paths.run(runId)} aria-label="Back to the run">
          <ArrowLeft className="ic" />
        </ButtonLink>
        <Seg<Layout> label="Layout" value={layout} onChange={setLayout} options={[["slider", "Slider"], ["duo", "Side by side"]]} />
        <Seg<Before> label="Before" value={beforeIs} onChange={wantBefore} disabled={isEnhanced ? [] : ["swapped"]} options={[["target", "Target"], ["swapped", "Swapped"]]} />
        <Seg<"swapped" | "enhanced"> label="After" value={isEnhanced ? "enhanced" : "swapped"} onChange={(next) => onEnhanced(next === "enhanced")} disabled={result.enhanced ? [] : ["enhanced"]} options={[["swapped", "Swapped"], ["enhanced", "Enhanced"]]} />
        <span className="zoomseg">
          <Seg<Zoom> label="Zoom in percent" value={level} onChange={(next) => (next === "fit" ? zoom.fit() : zoom.zoomTo((full * Number(next)) / 100))} options={[["fit", "Fit"], ["100", "100"], ["200", "200"], ["400", "400"]]} />
        </span>
        <span className="edge push desktop">{place}</span>
        <span className="row gap-1!">
          <Button look="bare" size="sq" aria-label="Picture before" disabled={isFirst} onClick={() => onGo(-1)}>
            <ChevronLeft className="ic" />
          </Button>
          <Button look="bare" size="sq" aria-label="Next picture" disabled={isLast} onClick={() => onGo(1)}>
            <ChevronRight className="ic" />
          </Button>
        </span>
      </div>
      <div className="lighttable" data-mat={MATS[mat]} style={{ "--ratio": layout === "duo" ? ratio * 2 : ratio } as CSSProperties}>
        <div className="fitbox" data-layout={layout} ref={ref}>
          {layout === "slider" ? (
            <CompareSlider ratio={ratio} before={draw(before, "Before")} after={draw(after, "After")} beforeLabel={beforeWords} afterLabel={afterWords} pan={isZoomed ? zoom.bind : undefined} />
          ) : (
            <div className="duo" role="group" aria-label="Side by side; zoom with plus and minus" {...zoom.bind} onDoubleClick={() => (isZoomed ? zoom.fit() : zoom.zoomTo(full))}>
              <Half words={beforeWords}>{draw(before, "Before")}</Half>
              <Half words={afterWords}>{draw(after, "After")}</Half>
            </div>
          )}
        </div>
        {source && layout === "slider" && <Tile className="pin" picture={<Picture of={source.picture} alt={`Source photo ${source.number}`} sizes="116px" />} label={source.label} note="source" />}
      </div>
    </>
  )
}

function Half({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div>
      {children}
      <span className="tag cap l">{words}</span>
    </div>
  )
}

/** One picture on the table; the whole file is fetched only when it is looked at closely. */
function Sheet({ file, alt, transform, isFull }: { file: File | null; alt: string; transform: string; isFull: boolean }) {
  if (!file) return <span className="pic" role="img" aria-label={`${alt}: this photo was deleted`} />
  return <img className="pic" src={isFull ? file.url : file.thumbnails["1200"]} width={file.width} height={file.height} alt={alt} draggable={false} style={{ transform }} />
}
