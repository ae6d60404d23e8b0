/** Asks for the name of a set, and says beside the field when it is taken. */
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/photos"
import { wordsFor } from "../../api/problem"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField } from "../../ui/Field"

type Props = { title: string; button: string; name?: string; onName: (name: string) => Promise<unknown>; onClose: () => void }

export function SetDialog({ title, button, name: before = "", onName, onClose }: Props) {
  const [name, setName] = useState(before)
  const naming = useMutation({ mutationFn: onName, onSuccess: onClose })
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) naming.mutate(name.trim())
        }}
      >
        <TextField
          label={words.setName}
          help={words.setNameHelp}
          error={naming.error ? wordsFor(naming.error).body : null}
          value={name}
          maxLength={60}
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <div className="row">
          <Button look="primary" type="submit" disabled={!name.trim()} busy={naming.isPending && button}>
            {button}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
