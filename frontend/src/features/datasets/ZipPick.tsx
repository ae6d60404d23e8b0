/** Where a zip is chosen or dropped. */
import { FileArchive } from "lucide-react"
import { useState } from "react"
import { words } from "#words/datasets"
import { cx } from "../../lib/classes"

export function ZipPick({ file, onPick }: { file: File | null; onPick: (file: File) => void }) {
  const [isOver, setOver] = useState(false)
  return (
    <label
      className={cx("zippick drop", isOver && "over")}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        const [first] = event.dataTransfer.files
        if (first) onPick(first)
      }}
    >
      <FileArchive className="ic" />
      <span className="wrap-anywhere">{file ? words.fresh.chosen(file.name, file.size) : words.bring.drop}</span>
      <input type="file" className="hide" accept=".zip,application/zip" aria-label={words.fresh.chooseZip} onChange={(event) => event.target.files?.[0] && onPick(event.target.files[0])} />
    </label>
  )
}
