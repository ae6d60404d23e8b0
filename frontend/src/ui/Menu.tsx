/** A small menu under a button: opens with click or Enter, closes with Escape or a click beside it. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react"

type Props = { label: string; button: ReactNode; buttonClass: string; align?: "left" | "right"; children: (close: () => void) => ReactNode }

export function Menu({ label, button, buttonClass, align = "left", children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = () => setOpen(false)
  useEffect(() => {
    if (!isOpen) return
    const onPointer = (event: PointerEvent) => !root.current?.contains(event.target as Node) && close()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return
      close()
      trigger.current?.focus()
    }
    document.addEventListener("pointerdown", onPointer)
    document.addEventListener("keydown", onKey)
    return () => {
      document.removeEventListener("pointerdown", onPointer)
      document.removeEventListener("keydown", onKey)
    }
  }, [isOpen])
  return (
    <div className="menuroot" ref={root}>
      <button ref={trigger} type="button" className={buttonClass} aria-expanded={isOpen} aria-controls={id} aria-label={label} onClick={() => setOpen(!isOpen)}>
        {button}
      </button>
      {isOpen && (
        <div className="menu" id={id} data-align={align}>
          {children(close)}
        </div>
      )}
    </div>
  )
}

export type Choice = { key: string; name: string; act: () => void }

/** What a menu of plain choices holds; choosing one closes it. */
export function Choices({ of, close }: { of: readonly Choice[]; close: () => void }) {
  return (
    <ul>
      {of.map(({ key, name, act }) => (
        <li key={key}>
          <button
            type="button"
            onClick={() => {
              close()
              act()
            }}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  )
}
