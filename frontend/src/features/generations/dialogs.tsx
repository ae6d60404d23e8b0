/** What an action asks before it is done: which tag, which dataset. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/generations"
import { datasets } from "../../api/datasets"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"

const say = words.acts

export function TagDialog({ tags, onClose, onTag }: { tags: readonly string[]; onClose: () => void; onTag: (tag: string) => void }) {
  const [name, setName] = useState("")
  const put = (tag: string) => {
    onTag(tag.trim().toLowerCase())
    onClose()
  }
  return (
    <Dialog title={say.tag} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) put(name)
        }}
      >
        <TextField label={say.tagName} help={say.tagHelp} value={name} maxLength={40} autoFocus autoComplete="off" onChange={(event) => setName(event.target.value)} />
        {tags.length > 0 && (
          <div className="row wrap">
            {tags.map((tag) => (
              <Button key={tag} size="sm" onClick={() => put(tag)}>
                {tag}
              </Button>
            ))}
          </div>
        )}
        <div className="row justify-end">
          <Button onClick={onClose}>{words.form.cancel}</Button>
          <Button look="primary" type="submit" disabled={!name.trim()}>
            {say.put}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export function DatasetDialog({ subject, onClose, onSend }: { subject: string; onClose: () => void; onSend: (dataset: { id: string; name: string }) => void }) {
  const data = useInfiniteQuery(datasets(subject)).data?.pages.flatMap(({ results }) => results)
  const [chosen, choose] = useState("")
  const dataset = data?.find(({ id }) => id === chosen) ?? data?.[0]
  return (
    <Dialog title={say.dataset} onClose={onClose}>
      <div className="stack gap-4!">
        {data?.length === 0 && <p>{say.noDataset}</p>}
        {dataset && data && <SelectField label={say.which} value={dataset.id} options={data.map(({ id, name }): [string, string] => [id, name])} onChange={choose} />}
        <div className="row justify-end">
          <Button onClick={onClose}>{words.form.cancel}</Button>
          <Button
            look="primary"
            disabled={!dataset}
            onClick={() => {
              if (dataset) onSend(dataset)
              onClose()
            }}
          >
            {say.send}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
