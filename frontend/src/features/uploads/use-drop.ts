/** Files dropped anywhere on the page or pasted into it. */
import { useEffect, useEffectEvent, useState } from "react"
import { isTyping } from "../../lib/is-typing"
import { droppedFiles } from "./dropped-files"

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes("Files") ?? false

/** Whether files are held over the page, and how many; `onFiles` gets them with the element under the pointer. */
export function useDrop(onFiles: (files: File[], at: Element | null) => unknown): { isOver: boolean; files: number } {
  const [over, setOver] = useState({ isOver: false, files: 0 })
  const take = useEffectEvent(onFiles)
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      depth += 1
      setOver({ isOver: true, files: event.dataTransfer?.items.length ?? 0 })
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver({ isOver: false, files: 0 })
    }
    const hold = (event: DragEvent) => hasFiles(event.dataTransfer) && event.preventDefault()
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      depth = 0
      setOver({ isOver: false, files: 0 })
      const at = event.target instanceof Element ? event.target : null
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then((files) => take(files, at))
    }
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length && !isTyping(event.target)) take(files, null)
    }
    const pairs = [["dragenter", enter], ["dragleave", leave], ["dragover", hold], ["drop", drop], ["paste", paste]] as const
    pairs.forEach(([name, act]) => window.addEventListener(name, act as EventListener))
    return () => pairs.forEach(([name, act]) => window.removeEventListener(name, act as EventListener))
  }, [])
  return over
}
