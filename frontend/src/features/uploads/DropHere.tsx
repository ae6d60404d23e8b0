/** What a sheet says while files are held over the page. */
import { Upload } from "lucide-react"
import { words } from "#words/uploads"
import { type PhotoRole } from "../../api/shapes"

export function DropHere({ files, role }: { files: number; role: PhotoRole }) {
  return (
    <div className="drop over mb-3" aria-hidden="true">
      <Upload className="ic" />
      <b>{words.letGo(files)}</b>
      <span className="small">{words.becomes[role]}</span>
    </div>
  )
}
