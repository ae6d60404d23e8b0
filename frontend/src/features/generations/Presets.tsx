/** Words that are kept: prompts to begin with, and styles that stand around any prompt. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Trash2 } from "lucide-react"
import { useState } from "react"
import { words } from "#words/generations"
import { dropPreset, keepPreset, promptPresets } from "../../api/generations"
import { wordsFor } from "../../api/problem"
import { type PromptPreset } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField } from "../../ui/Field"
import { Menu } from "../../ui/Menu"
import { toast } from "../../ui/toast"
import { type Draft } from "./wish"

const say = words.form

export function Presets({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const client = useQueryClient()
  const { data = [] } = useQuery({ ...promptPresets, throwOnError: false })
  const [isNaming, name] = useState(false)
  const setList = (change: (list: PromptPreset[]) => PromptPreset[]) => client.setQueryData<PromptPreset[]>(promptPresets.queryKey, (list) => list && change(list))
  const drop = (preset: PromptPreset) => {
    const was = client.getQueryData<PromptPreset[]>(promptPresets.queryKey)
    const restore = () => client.setQueryData(promptPresets.queryKey, was)
    setList((list) => list.filter(({ id }) => id !== preset.id))
    toast(say.presetDeleted(preset.name), { undo: restore, done: () => void dropPreset(preset.id).catch(restore) })
  }
  const take = (preset: PromptPreset) => onChange(preset.kind === "style" ? { style: preset.id } : { prompt: preset.prompt, negative: preset.negative })
  return (
    <>
      <Menu label={say.presets} align="right" buttonClass="btn bare sm" button={say.presets}>
        {(close) => (
          <div className="presets">
            {(["prompt", "style"] as const).map((kind) => (
              <section key={kind} aria-labelledby={`presets-${kind}`}>
                <h3 id={`presets-${kind}`}>{kind === "prompt" ? say.prompts : say.styles}</h3>
                <ul>
                  {data.filter((preset) => preset.kind === kind).map((preset) => (
                    <li key={preset.id} className="row">
                      <button type="button" className="grow" aria-pressed={kind === "style" ? draft.style === preset.id : undefined} onClick={() => { take(preset); close() }}>
                        {preset.name}
                      </button>
                      {!preset.builtin && (
                        <Button look="bare" size="sm sq" aria-label={say.deletePreset(preset.name)} onClick={() => drop(preset)}>
                          <Trash2 className="ic" />
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            {draft.prompt.trim() && <Button size="sm" onClick={() => { close(); name(true) }}>{say.savePreset}</Button>}
          </div>
        )}
      </Menu>
      {isNaming && <NameDialog draft={draft} onClose={() => name(false)} onKept={(preset) => setList((list) => [preset, ...list])} />}
    </>
  )
}

function NameDialog({ draft, onClose, onKept }: { draft: Draft; onClose: () => void; onKept: (preset: PromptPreset) => void }) {
  const [name, setName] = useState("")
  const keep = useMutation({
    mutationFn: () => keepPreset({ kind: "prompt", name: name.trim(), prompt: draft.prompt.trim(), negative: draft.negative.trim() }),
    onSuccess: (preset) => {
      onKept(preset)
      onClose()
      toast(say.presetSaved(preset.name))
    },
  })
  return (
    <Dialog title={say.savePreset} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) keep.mutate()
        }}
      >
        <TextField label={say.presetName} value={name} maxLength={60} autoFocus autoComplete="off" error={keep.error ? wordsFor(keep.error).body : null} onChange={(event) => setName(event.target.value)} />
        <div className="row justify-end">
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button look="primary" type="submit" disabled={!name.trim() || keep.isPending}>
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
