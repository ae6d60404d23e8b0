/** Where the toast appears: bottom left, 8 seconds, waits under pointer or focus and in a hidden tab. */
import { Undo2, X } from "lucide-react"
import { useEffect, useState } from "react"
import { words } from "#words/ui"
import { areSingleKeysOn } from "../lib/keys"
import { Button } from "./Button"
import { settle, type ToastContent, undo, useToast } from "./toast"

const STAYS_MS = 8000

export function Toasts() {
  const toast = useToast()
  useEffect(() => {
    window.addEventListener("pagehide", settle)
    return () => window.removeEventListener("pagehide", settle)
  }, [])
  return (
    <div className="toasts" role="status">
      {toast && <Toast key={toast.id} of={toast} />}
    </div>
  )
}

/** One a toast, so that a toast that went under the pointer does not hold the next. */
function Toast({ of: { words: said, undo: canUndo } }: { of: ToastContent }) {
  const [isPointed, point] = useState(false)
  const [isFocused, focus] = useState(false)
  const [isHidden, hide] = useState(document.hidden)
  const isHeld = isPointed || isFocused || isHidden
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(settle, STAYS_MS)
    return () => clearTimeout(timer)
  }, [isHeld])
  useEffect(() => {
    const look = () => hide(document.hidden)
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [])
  return (
    <div className="toast" onPointerEnter={() => point(true)} onPointerLeave={() => point(false)} onFocus={() => focus(true)} onBlur={() => focus(false)}>
      <span>{said}</span>
      {canUndo && (
        <>
          <Button size="sm" onClick={undo}>
            <Undo2 className="ic" />
            {words.undo}
          </Button>
          {areSingleKeysOn() && <kbd className="desktop">Z</kbd>}
        </>
      )}
      <Button look="bare" size="sm sq" aria-label={words.closeToast} onClick={settle}>
        <X className="ic" />
      </Button>
    </div>
  )
}
