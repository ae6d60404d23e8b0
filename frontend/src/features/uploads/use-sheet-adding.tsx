/** What a sheet of photos shows of the files on their way to it, and how more are added. */
import { useRef } from "react"
import { type PhotoRole } from "../../api/shapes"
import { DropHere } from "./DropHere"
import { FilePick } from "./FilePick"
import { hasStopped, StoppedFiles, UploadTile } from "./UploadTile"
import { type Uploads } from "./use-uploads"

export function useSheetAdding(role: PhotoRole, uploads: Uploads, onFiles: (files: File[]) => void, over: { isOver: boolean; files: number }) {
  const input = useRef<HTMLInputElement>(null)
  const onTheirWay = uploads.state.items.filter((item) => !hasStopped(item))
  return {
    /** Opens the browser's file chooser. */
    onPick: () => input.current?.click(),
    input: <FilePick input={input} onFiles={onFiles} testId={`${role}-files`} />,
    isOver: over.isOver,
    over: over.isOver && <DropHere files={over.files} role={role} />,
    count: onTheirWay.length,
    tiles: onTheirWay.map((item) => <UploadTile key={item.id} item={item} />),
    stopped: <StoppedFiles items={uploads.state.items} queue={uploads.queue} />,
  }
}
