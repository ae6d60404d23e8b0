/** Where the toast appears: bottom left, 8 seconds, waits under pointer or focus. */
import { Undo2 } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "./Button"
import { settle, undo, useToast } from "./toast"

const STAYS_MS = 8000

export function Toasts() {
  const toast = useToast()
  const [isHeld, hold] = useState(false)
  useEffect(() => {
    if (!toast || isHeld) return
    const timer = setTimeout(settle, STAYS_MS)
    return () => clearTimeout(timer)
  }, [toast, isHeld])
  useEffect(() => {
    window.addEventListener("pagehide", settle)
    return () => window.removeEventListener("pagehide", settle)
  }, [])
  return (
    <div className="toasts" role="status" onPointerEnter={() => hold(true)} onPointerLeave={() => hold(false)} onFocus={() => hold(true)} onBlur={() => hold(false)}>
      {toast && (
        <div className="toast" key={toast.id}>
          <span>{toast.words}</span>
          {toast.undo && (
            <>
              <Button size="sm" onClick={undo}>
                <Undo2 className="ic" />
                Undo
              </Button>
              <kbd className="desktop">Z</kbd>
            </>
          )}
        </div>
      )}
    </div>
  )
}
