/** A zip that is dragged onto the page, or was dropped there. */
import { useEffect, useState } from "react"

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false

export function useZipDrop(isOpen: boolean) {
  const [isOver, setOver] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  useEffect(() => {
    if (!isOpen) return
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      setFile(event.dataTransfer?.files[0] ?? null)
    }
    addEventListener("dragover", over)
    addEventListener("dragleave", leave)
    addEventListener("drop", drop)
    return () => {
      removeEventListener("dragover", over)
      removeEventListener("dragleave", leave)
      removeEventListener("drop", drop)
    }
  }, [isOpen])
  return { isOver, file, clear: () => setFile(null) }
}
