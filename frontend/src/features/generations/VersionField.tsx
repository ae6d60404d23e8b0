/** Which trained version draws, from which save point, how strongly; without one, which base. */
import { useQuery } from "@tanstack/react-query"
import { type CSSProperties } from "react"
import { words } from "#words/generations"
import { version as versionQuery } from "../../api/loras"
import { type Base, type LoraCard } from "../../api/shapes"
import { distance } from "../../lib/format"
import { Field } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"
import { type Draft } from "./wish"

const say = words.form
const STRONGEST = 1.5

type Props = { draft: Draft; versions: readonly LoraCard[]; bases: readonly Base[]; onChange: (part: Partial<Draft>) => void }

export function VersionField({ draft, versions, bases, onChange }: Props) {
  const likeness = (value: number | null) => (value === null ? null : distance(value))
  const usable = versions.filter(({ best }) => best !== null)
  const { data } = useQuery({ ...versionQuery(draft.version || undefined), throwOnError: false })
  const saves = data?.id === draft.version ? data.saves : []
  const best = usable.find(({ id }) => id === draft.version)?.best
  return (
    <>
      {usable.length > 0 && (
        <SelectField
          label={say.version}
          value={draft.version}
          options={[...usable.map((one): [string, string] => [one.id, say.versionOf(one.number, one.best?.step ?? 0, likeness(one.best?.likeness ?? null))]), ["", say.noVersion]]}
          onChange={(version) => onChange({ version, step: "" })}
        />
      )}
      {draft.version && saves.length > 1 && (
        <SelectField
          label={say.save_}
          value={draft.step || String(best?.step ?? "")}
          options={saves.map((save): [string, string] => [String(save.step), say.saveOf(save.step, likeness(save.likeness ?? null), save.step === best?.step)])}
          onChange={(step) => onChange({ step })}
        />
      )}
      {draft.version ? (
        <Field label={say.strength} aside={<span className="n">{distance(draft.strength)}</span>}>
          {(ids) => <input type="range" {...ids} min={0} max={STRONGEST} step={0.05} value={draft.strength} style={{ "--v": `${(draft.strength / STRONGEST) * 100}%` } as CSSProperties} onChange={(event) => onChange({ strength: Number(event.target.value) })} />}
        </Field>
      ) : (
        bases.length > 1 && <SelectField label={say.base} value={draft.base || (bases[0]?.key ?? "")} options={bases.map((base): [string, string] => [base.key, base.label])} onChange={(base) => onChange({ base })} />
      )}
    </>
  )
}
