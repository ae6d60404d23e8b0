/** A form drawn from a JSON schema: a new engine brings its own options and needs no change here. */
import { words } from "#words/ui"
import { ChevronDown } from "lucide-react"
import { type CSSProperties } from "react"
import { Field, Toggle } from "./Field"
import { complaint, type FormSchema, fieldsOf, type OptionField, type Values } from "./option-fields"

type Props = { schema: FormSchema; values: Values; onChange: (values: Values) => void }

export function SchemaForm({ schema, values, onChange }: Props) {
  return (
    <div className="stack loose">
      {fieldsOf(schema).map((field) => (
        <div key={field.name} data-option={field.name} className={field.kind === "lines" ? "span" : undefined}>
          <Option field={field} value={values[field.name] ?? field.initial} onChange={(value) => onChange({ ...values, [field.name]: value })} />
        </div>
      ))}
    </div>
  )
}

type OptionProps = { field: OptionField; value: unknown; onChange: (value: unknown) => void }

function Option({ field, value, onChange }: OptionProps) {
  if (field.kind === "switch") return <Toggle label={field.label} help={field.help} checked={value === true} onChange={onChange} />
  const aside = field.kind === "slider" ? <span className="n">{String(value ?? "")}</span> : null
  return (
    <Field label={field.label} help={field.help} aside={aside} error={complaint(field, value)}>
      {(ids) => <Control ids={ids} field={field} value={value} onChange={onChange} />}
    </Field>
  )
}

type Ids = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }

function Control({ ids, field, value, onChange }: OptionProps & { ids: Ids }) {
  // An optional option that is emptied is switched off; any other goes back to what it begins with.
  const toNumber = (text: string) => onChange(text === "" ? (field.optional ? null : undefined) : Number(text))
  switch (field.kind) {
    case "choice":
      return (
        <div className="pick">
          <select className="input" {...ids} value={String(value ?? "")} onChange={(event) => onChange(field.choices.find((choice) => String(choice) === event.target.value))}>
            {field.optional && <option value="">{words.engineDecides}</option>}
            {field.choices.map((choice) => (
              <option key={choice} value={choice}>
                {String(choice).replaceAll("_", " ")}
              </option>
            ))}
          </select>
          <ChevronDown className="ic" aria-hidden="true" />
        </div>
      )
    case "slider": {
      const [low, high] = [field.minimum ?? 0, field.maximum ?? 1]
      const at = ((Number(value ?? low) - low) / (high - low || 1)) * 100
      return <input type="range" {...ids} min={low} max={high} step={field.step} value={Number(value ?? low)} style={{ "--v": `${at}%` } as CSSProperties} onChange={(event) => toNumber(event.target.value)} />
    }
    case "number":
      return <input type="number" className="input" {...ids} min={field.minimum} max={field.maximum} step={field.whole ? field.step : "any"} value={value === undefined || value === null ? "" : String(value)} onChange={(event) => toNumber(event.target.value)} />
    case "lines":
      return <textarea className="input" rows={3} {...ids} value={(Array.isArray(value) ? value : []).join("\n")} onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n"))} />
    default:
      return <input type="text" className="input" {...ids} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
  }
}
