/** Chooses an engine for a capability and draws its options; knows no engine by name. */
import { useQuery } from "@tanstack/react-query"
import { ChevronDown } from "lucide-react"
import { words } from "#words/engines"
import { engines } from "../../api/engines"
import { type Engine, type EngineChoice } from "../../api/shapes"
import { duration } from "../../lib/format"
import { Field } from "../../ui/Field"
import { fieldsOf } from "../../ui/option-fields"
import { SchemaForm } from "../../ui/SchemaForm"

/** What the studio offers for a capability, the default first; undefined until it is known. */
export const useOffered = (does: string): Engine[] | undefined => useQuery({ ...engines(does), throwOnError: false }).data
export const useEngines = (does: string): Engine[] => useOffered(does) ?? []

/** The choice that holds: what was chosen as long as it is offered, else the first the studio offers. */
export function effective(list: Engine[], choice: EngineChoice | null): EngineChoice | null {
  const first = list[0]
  if (choice && list.some(({ key }) => key === choice.engine)) return choice
  return first ? { engine: first.key, options: {} } : null
}

type Props = { label: string; list: Engine[]; choice: EngineChoice | null; onChange: (choice: EngineChoice) => void }

export function EnginePicker({ label, list, choice, onChange }: Props) {
  const now = effective(list, choice)
  const engine = list.find(({ key }) => key === now?.engine)
  if (!engine || !now) return null
  const hasOptions = fieldsOf(engine.schema).length > 0
  return (
    <div className="stack gap-3!">
      <Field label={label} help={words.help(speed(engine.seconds), engine.licence)}>
        {(ids) => (
          <div className="pick">
            <select className="input" {...ids} value={engine.key} onChange={(event) => onChange({ engine: event.target.value, options: {} })}>
              {list.map((one) => (
                <option key={one.key} value={one.key}>
                  {words.option(one.label, words.where[one.runs_on])}
                </option>
              ))}
            </select>
            <ChevronDown className="ic" aria-hidden="true" />
          </div>
        )}
      </Field>
      {hasOptions && (
        <details className="more">
          <summary>{words.settingsOf(engine.label)}</summary>
          <SchemaForm schema={engine.schema} values={now.options} onChange={(options) => onChange({ engine: engine.key, options })} />
        </details>
      )}
    </div>
  )
}

function speed(seconds: number): string {
  if (seconds < 10) return seconds < 1.5 ? words.second : words.seconds(Math.round(seconds))
  return words.longer(duration(seconds))
}
