/** The seed: always shown, another one at a click, or kept from run to run. */
import { Dices, Lock, LockOpen } from "lucide-react"
import { words } from "#words/generations"
import { Field } from "../../ui/Field"
import { type Draft, throwSeed } from "./wish"

const say = words.form

export function SeedField({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  return (
    <Field label={say.seed}>
      {(ids) => (
        <div className="seedbox">
          <input className="input mono" inputMode="numeric" autoComplete="off" {...ids} value={draft.seed} onChange={(event) => onChange({ seed: event.target.value.replace(/[^\d]/g, ""), keepsSeed: true })} />
          <button type="button" aria-label={say.throwSeed} title={say.throwSeed} onClick={() => onChange({ seed: throwSeed() })}>
            <Dices className="ic" />
          </button>
          <button type="button" aria-label={draft.keepsSeed ? say.freeSeed : say.lockSeed} title={draft.keepsSeed ? say.freeSeed : say.lockSeed} aria-pressed={draft.keepsSeed} onClick={() => onChange({ keepsSeed: !draft.keepsSeed })}>
            {draft.keepsSeed ? <Lock className="ic" /> : <LockOpen className="ic" />}
          </button>
        </div>
      )}
    </Field>
  )
}
