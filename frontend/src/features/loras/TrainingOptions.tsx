/** What an expert may change, drawn from the schema: the few that matter, then all in groups. */
import { words } from "#words/loras"
import { type LoraPresets } from "../../api/shapes"
import { type FormSchema, type Values } from "../../ui/option-fields"
import { SchemaForm } from "../../ui/SchemaForm"
import { changedOnly, type Choice, optionsOf, partOf, valuesOf } from "./wish"

const say = words.fresh

export function TrainingOptions({ presets, choice, onChange }: { presets: LoraPresets; choice: Choice; onChange: (changed: Values) => void }) {
  const schema = presets.schema as FormSchema
  const values = valuesOf(presets, choice)
  const many = Object.keys(choice.changed).length
  const change = (next: Values) => onChange(changedOnly(optionsOf(presets, choice.preset), next))
  const draw = (names: readonly string[]) => <SchemaForm schema={partOf(schema, names)} values={values} onChange={change} />
  return (
    <section className="section" aria-labelledby="h-options">
      <header>
        <h2 id="h-options">{say.options}</h2>
        {many > 0 && (
          <>
            <span className="muted small" data-say="">
              {say.changed(many)}
            </span>
            <div className="push">
              <button type="button" className="link small" onClick={() => onChange({})}>
                {say.reset}
              </button>
            </div>
          </>
        )}
      </header>
      <div className="optiongrid">{draw(presets.basic)}</div>
      <details className="more mt-4" id="all-options">
        <summary>{say.expert}</summary>
        {presets.groups.map(({ title, options }) => (
          <section key={title} className="optiongroup">
            <h3>{title}</h3>
            <div className="optiongrid">{draw(options)}</div>
          </section>
        ))}
      </details>
    </section>
  )
}
