/** The prompt, large, with the trigger and wildcards marked while they are typed. */
import { useId, useRef } from "react"
import { words } from "#words/generations"
import { Button } from "../../ui/Button"
import { pieces, wordsIn } from "./wish"

const say = words.form

type Props = { value: string; trigger: string; error: string | null; onChange: (prompt: string) => void }

export function PromptField({ value, trigger, error, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const insert = (text: string, choose: boolean) => {
    const area = field.current
    if (!area) return
    const [from, to] = [area.selectionStart, area.selectionEnd]
    const gap = from > 0 && !/\s$/.test(value.slice(0, from)) ? " " : ""
    onChange(value.slice(0, from) + gap + text + value.slice(to))
    requestAnimationFrame(() => {
      area.focus()
      const begin = from + gap.length
      area.setSelectionRange(choose ? begin + 1 : begin + text.length, choose ? begin + text.length - 1 : begin + text.length)
    })
  }
  return (
    <div className="field">
      <label htmlFor={id}>{say.prompt}</label>
      <div className="promptbox" data-bad={error ? "" : undefined}>
        <div className="promptwords">
          {/* The same words behind the field, for their marks alone. */}
          <div className="ghost" aria-hidden="true">
            {pieces(value, trigger).map(({ text, kind }, at) => (kind === "plain" ? text : <mark key={at} className={kind}>{text}</mark>))}
            {"\n"}
          </div>
          <textarea ref={field} id={id} value={value} rows={4} spellCheck={false} placeholder={say.hint} aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-bad` : undefined} onChange={(event) => onChange(event.target.value)} />
        </div>
        <footer>
          <Button look="bare" size="sm" onClick={() => insert("{trigger}", false)}>
            {say.addTrigger}
          </Button>
          <Button look="bare" size="sm" onClick={() => insert(say.choices, true)}>
            {say.wildcard}
          </Button>
          <span className="edge end">{say.words(wordsIn(value))}</span>
        </footer>
      </div>
      {error && (
        <p className="help refuse" id={`${id}-bad`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
