/** A choice among a few, with its label above it or, in a table, for screen readers only. */
import { ChevronDown } from "lucide-react"
import { type ReactNode } from "react"
import { Field } from "./Field"

type Props<T extends string> = { label: string; value: T; options: readonly (readonly [T, string])[]; onChange: (value: T) => void; help?: ReactNode; bare?: boolean; disabled?: boolean }

export function SelectField<T extends string>({ label, value, options, onChange, help, bare, disabled }: Props<T>) {
  const select = (ids: object) => (
    <div className="pick">
      <select className="input" {...ids} disabled={disabled} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
      <ChevronDown className="ic" aria-hidden="true" />
    </div>
  )
  if (bare) return select({ "aria-label": label })
  return (
    <Field label={label} help={help}>
      {select}
    </Field>
  )
}
