/** A caption as it is written: a plain text field over the same words with their marks. */
import { type KeyboardEvent } from "react"
import { words } from "#words/datasets"
import { cx } from "../../lib/classes"
import { type Piece } from "./pieces"

type Props = { number: number; value: string; pieces: Piece[]; isReadOnly: boolean; describedBy: string; onType: (value: string) => void; onLeave: () => void; onDone: () => void }

const TAGS = { plain: "span", trigger: "mark", looks: "u", found: "i" } as const

/** Enter is done with it, for captions have one line; Ctrl Enter (the page's key) goes on to the next. */
export function CaptionField({ number, value, pieces, isReadOnly, describedBy, onType, onLeave, onDone }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone = event.key === "Escape" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing)
    if (!isDone) return
    event.preventDefault()
    event.stopPropagation()
    onDone()
  }
  return (
    <div className={cx("caption", value === "" && "blank")}>
      <div className="reading" aria-hidden="true">
        {value === "" ? words.row.hint : pieces.map(({ text, kind }, at) => <Marked key={at} kind={kind} text={text} />)}
      </div>
      <textarea
        data-part="field"
        rows={1}
        value={value}
        readOnly={isReadOnly}
        spellCheck
        autoCapitalize="none"
        aria-label={words.row.caption(number)}
        aria-describedby={describedBy}
        onChange={(event) => onType(event.target.value.replace(/\s*\n\s*/g, " "))}
        onBlur={onLeave}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

function Marked({ kind, text }: { kind: Piece["kind"]; text: string }) {
  const Tag = TAGS[kind]
  return <Tag>{text}</Tag>
}
