/** Puts a tag on pictures or takes one off: a word, or one of those there are. */
import { useState } from "react"
import { words } from "#words/swaps"
import { type ResultAction } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField } from "../../ui/Field"

const say = words.tags
const LONGEST = 40

type Props = { many: number; tags: string[]; carried: string[]; onClose: () => void; onTag: (action: Extract<ResultAction, "tag" | "untag">, tag: string) => void }

export function TagDialog({ many, tags, carried, onClose, onTag }: Props) {
  const [name, setName] = useState("")
  const put = (action: "tag" | "untag", tag: string) => {
    onTag(action, tag.trim().toLowerCase())
    onClose()
  }
  return (
    <Dialog title={say.title(many)} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) put("tag", name)
        }}
      >
        <TextField label={say.name} help={say.help} value={name} maxLength={LONGEST} autoFocus autoComplete="off" onChange={(event) => setName(event.target.value)} />
        {(tags.length > 0 || carried.length > 0) && (
          <div className="row wrap" role="group" aria-label={say.known}>
            {tags
              .filter((tag) => !carried.includes(tag))
              .map((tag) => (
                <Button key={tag} size="sm" onClick={() => put("tag", tag)}>
                  {tag}
                </Button>
              ))}
            {carried.map((tag) => (
              <Button key={tag} size="sm" look="danger" onClick={() => put("untag", tag)}>
                {say.takeOff(tag)}
              </Button>
            ))}
          </div>
        )}
        <div className="row resultacts">
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button look="primary" type="submit" disabled={!name.trim()}>
            {say.put}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
