/** A dialog, only for what cannot be undone or needs a choice: focus is kept inside and given back. */
import { type ReactNode, useEffect, useId, useRef } from "react"
import { cx } from "../lib/classes"

type Props = { title: string; onClose: () => void; children: ReactNode; wide?: boolean; bare?: boolean; className?: string }

/** Mount it to open it; the first focusable part (the safe answer) has the focus. `bare` keeps the title for screen readers only. */
export function Dialog({ title, onClose, children, wide, bare, className }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    dialog.showModal()
    return () => dialog.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={cx("dialog", wide && "wide", className)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <h2 id={id} className={bare ? "hide" : "title"}>
        {title}
      </h2>
      {children}
    </dialog>
  )
}
