/** Words to take along: shown whole, copied with one button. */
import { Check, Copy } from "lucide-react"
import { type ReactNode, useRef, useState } from "react"
import { words } from "#words/ui"
import { Button } from "./Button"
import { Field } from "./Field"

export function CopyField({ label, value, help, lines = 1 }: { label: string; value: string; help?: ReactNode; lines?: number }) {
  const [isCopied, setCopied] = useState(false)
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const copy = async () => {
    box.current?.select()
    try {
      await navigator.clipboard.writeText(value)
    } catch {
      document.execCommand("copy") // plain http on another machine has no clipboard, but a selection can be copied
    }
    setCopied(true)
  }
  const shared = { ref: box, readOnly: true, value, spellCheck: false, className: "input mono", onFocus: () => box.current?.select() }
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <div className="row top-a">
          {lines > 1 ? <textarea rows={lines} {...shared} {...ids} /> : <input type="text" {...shared} {...ids} />}
          <Button onClick={() => void copy()} aria-label={words.copyWhat(label)}>
            {isCopied ? <Check className="ic" /> : <Copy className="ic" />}
            {isCopied ? words.copied : words.copy}
          </Button>
        </div>
      )}
    </Field>
  )
}
