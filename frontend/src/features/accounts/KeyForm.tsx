/** Makes an API key and shows it once, with a request to try it. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Plus } from "lucide-react"
import { useState } from "react"
import { words } from "#words/accounts"
import { wordsFor } from "../../api/problem"
import { type MadeKey, type Scope } from "../../api/shapes"
import { makeKey } from "../../api/workspace"
import { Button } from "../../ui/Button"
import { CopyField } from "../../ui/CopyField"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"

const SCOPES = Object.keys(words.keys.scopes) as Scope[]
type Lifetime = "30" | "90" | "365" | "never"
const LIFETIMES: readonly (readonly [Lifetime, string])[] = [
  ["30", words.keys.days(30)],
  ["90", words.keys.days(90)],
  ["365", words.keys.year],
  ["never", words.keys.forever],
]

export function KeyForm() {
  const client = useQueryClient()
  const [isOpen, open] = useState(false)
  const [made, show] = useState<MadeKey | null>(null)
  const close = () => open(false)
  return (
    <div className="row">
      <Button look="primary" onClick={() => open(true)}>
        <Plus className="ic" />
        {words.keys.make}
      </Button>
      {isOpen && (
        <NewKeyDialog
          onClose={close}
          onMade={(key) => {
            close()
            show(key)
            void client.invalidateQueries({ queryKey: ["keys"] })
          }}
        />
      )}
      {made && <FreshKeyDialog made={made} onClose={() => show(null)} />}
    </div>
  )
}

function NewKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (key: MadeKey) => void }) {
  const [name, setName] = useState("")
  const [scopes, setScopes] = useState<Scope[]>(["read"])
  const [days, setDays] = useState<Lifetime>("90")
  const make = useMutation({ mutationFn: () => makeKey({ name: name.trim(), scopes, days: days === "never" ? null : Number(days) }), onSuccess: onMade })
  const toggle = (scope: Scope, isOn: boolean) => setScopes(SCOPES.filter((one) => (one === scope ? isOn : scopes.includes(one))))
  return (
    <Dialog title={words.keys.make} onClose={onClose}>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <TextField label={words.keys.name} help={words.keys.nameHelp} required maxLength={50} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        <fieldset>
          <legend className="legend">{words.keys.scopesTitle}</legend>
          <div className="stack">
            {SCOPES.map((scope) => (
              <label key={scope} className="check">
                <input type="checkbox" checked={scopes.includes(scope)} disabled={scope === "read"} onChange={(event) => toggle(scope, event.target.checked)} />
                <span>
                  {words.keys.scopes[scope][0]}
                  <span className="help block">{words.keys.scopes[scope][1]}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <SelectField label={words.keys.lifetime} value={days} options={LIFETIMES} onChange={setDays} />
        {make.error && <ErrorNotice words={wordsFor(make.error)} />}
        <Button type="submit" look="primary" size="wide" disabled={!name.trim()} busy={make.isPending && words.keys.saving}>
          {words.keys.save}
        </Button>
      </form>
    </Dialog>
  )
}

function FreshKeyDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const example = `curl -H "Authorization: Bearer ${made.key}" \\\n  ${location.origin}/api/subjects/`
  return (
    <Dialog title={words.keys.fresh(made.name)} onClose={onClose} wide>
      <CopyField label={words.keys.key} value={made.key} help={words.keys.freshHelp} />
      <CopyField label={words.keys.example} value={example} lines={3} />
      <Button look="primary" size="wide" onClick={onClose}>
        {words.keys.done}
      </Button>
    </Dialog>
  )
}
