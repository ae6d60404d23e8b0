/** Opens the file chooser from the head of a page. */
import { Upload } from "lucide-react"
import { useRef } from "react"
import { words } from "#words/uploads"
import { Button } from "../../ui/Button"
import { FilePick } from "./FilePick"

export function UploadButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Button onClick={() => input.current?.click()}>
      <Upload className="ic" />
      {words.upload}
      <FilePick input={input} onFiles={onFiles} />
    </Button>
  )
}
