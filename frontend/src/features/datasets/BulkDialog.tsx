/** Changes many captions at once: what will change stands there, counted, before it is done. */
import { useState } from "react"
import { words } from "#words/datasets"
import { type CaptionBulk, type DatasetItem } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField, Toggle } from "../../ui/Field"
import { Seg } from "../../ui/Seg"
import { type Change, changesOf, placesFound, type Way } from "./bulk"

const say = words.replace
const WAYS = ["replace", "prepend", "append"] as const
const SHOWN = 6
const LONGEST = 300

type Props = { items: DatasetItem[]; text: string; onClose: () => void; onStart: (wish: CaptionBulk) => Promise<boolean> }

export function BulkDialog({ items, text: first, onClose, onStart }: Props) {
  const [way, setWay] = useState<Way>("replace")
  const [text, setText] = useState(first)
  const [by, setBy] = useState("")
  const [matchCase, setMatchCase] = useState(false)
  const [isGoing, go] = useState(false)
  const changes = changesOf(items, { way, text, by, matchCase })
  const start = async () => {
    go(true)
    const isDone = await onStart({ action: way, items: changes.map(({ item }) => item.id), text, by, match_case: matchCase })
    go(false)
    if (isDone) onClose()
  }
  return (
    <Dialog title={say.title} onClose={onClose} wide>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          if (changes.length > 0) void start()
        }}
      >
        <div className="bulkways">
          <Seg<Way> label={say.way} value={way} onChange={setWay} options={WAYS.map((one) => [one, say.ways[one]] as const)} />
        </div>
        <div className="bulkfields">
          <TextField label={way === "replace" ? say.find : say.add} value={text} maxLength={LONGEST} autoFocus autoComplete="off" onChange={(event) => setText(event.target.value)} />
          {way === "replace" && <TextField label={say.by} help={say.byHelp} value={by} maxLength={LONGEST} autoComplete="off" onChange={(event) => setBy(event.target.value)} />}
        </div>
        {way === "replace" && <Toggle label={say.matchCase} checked={matchCase} onChange={setMatchCase} />}
        <Preview changes={changes} way={way} isAsked={text !== ""} />
        <p className="help">{say.among(items.length)}</p>
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={changes.length === 0} busy={isGoing && say.changing}>
            {say.start(changes.length)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Preview({ changes, way, isAsked }: { changes: Change[]; way: Way; isAsked: boolean }) {
  const count = changes.length === 0 ? say.nothing : way === "replace" ? say.found(placesFound(changes), changes.length) : say.willChange(changes.length)
  return (
    <section className="bulkpreview" aria-label={say.preview}>
      <p className="small" role="status">
        {isAsked && <b>{count}</b>}
      </p>
      <ol>
        {changes.slice(0, SHOWN).map(({ item, caption, after }) => (
          <li key={item.id}>
            <span className="edge">{say.picture(item.number)}</span>
            <Difference before={caption} after={after} />
          </li>
        ))}
      </ol>
      {changes.length > SHOWN && <p className="small muted">{say.more(changes.length - SHOWN)}</p>}
    </section>
  )
}

/** Between the words that stay at both ends: what goes, struck, and what comes. */
function Difference({ before, after }: { before: string; after: string }) {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return (
    <p className="small">
      {before.slice(0, start)}
      <del>{before.slice(start, before.length - end)}</del>
      <ins>{after.slice(start, after.length - end)}</ins>
      {before.slice(before.length - end)}
    </p>
  )
}
