/** What a sheet of photos shows of the files on their way to it, and how more are added. */
import { lazy, Suspense, useRef } from "react"
import { words } from "#words/uploads"
import { type PhotoRole } from "../../api/shapes"
import { DropHere } from "./DropHere"
import { FilePick } from "./FilePick"
import { isOnItsWay, type UploadItem } from "./upload-item"
import { type Uploads } from "./use-uploads"
import "./uploads.css"

// Nothing is on its way when the page opens.
const StoppedFiles = lazy(async () => ({ default: (await import("./StoppedFiles")).StoppedFiles }))
const UploadTile = lazy(async () => ({ default: (await import("./UploadTile")).UploadTile }))

/** Tiles drawn at once; the rest is a number, because 500 of them would be in the way. */
export const MOST_TILES = 12
const ORDER: readonly string[] = ["checking", "sending", "paused", "waiting"]

/** Those that move first, in the order in which they were added. */
export const shownFirst = (items: readonly UploadItem[]): UploadItem[] =>
  items.filter(isOnItsWay).sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id - b.id)

export function useSheetAdding(role: PhotoRole, { queue, state }: Uploads, onFiles: (files: File[]) => void, over: { isOver: boolean; files: number }) {
  const input = useRef<HTMLInputElement>(null)
  const onTheirWay = shownFirst(state.items)
  const hidden = onTheirWay.length - MOST_TILES
  return {
    /** Opens the browser's file chooser. */
    onPick: () => input.current?.click(),
    input: <FilePick input={input} onFiles={onFiles} testId={`${role}-files`} />,
    isOver: over.isOver,
    over: over.isOver && <DropHere files={over.files} role={role} />,
    count: onTheirWay.length,
    tiles: (
      <Suspense>
        {onTheirWay.slice(0, MOST_TILES).map((item) => (
          <UploadTile key={item.id} item={item} queue={queue} />
        ))}
        {hidden > 0 && (
          <div className="tile" aria-label={words.moreLabel(hidden)} role="img">
            <span className="frame">
              <span className="pic more-coming small">{words.more(hidden)}</span>
            </span>
          </div>
        )}
      </Suspense>
    ),
    stopped: state.items.length > 0 && (
      <Suspense>
        <StoppedFiles items={state.items} queue={queue} />
      </Suspense>
    ),
  }
}
