/** What is recorded when a person consents: uses, who, the statement, the evidence. */
import { FileText, Upload } from "lucide-react"
import { type ConsentFields as Fields } from "../../api/subjects"
import { type ConsentUse } from "../../api/shapes"
import { megabytes } from "../../lib/format"
import { Field, TextField } from "../../ui/Field"
import { statementFor, USES } from "./consent-words"

export const noConsentYet = (name = ""): Fields => ({ uses: ["swap"], given_by: name, statement: statementFor(["swap"]), evidence: null })

export function ConsentFields({ value, onChange }: { value: Fields; onChange: (fields: Fields) => void }) {
  const toggle = (use: ConsentUse) => {
    const uses = USES.map(([one]) => one).filter((one) => (one === use ? !value.uses.includes(one) : value.uses.includes(one)))
    const isOwnWords = value.statement !== statementFor(value.uses)
    onChange({ ...value, uses, statement: isOwnWords ? value.statement : statementFor(uses) })
  }
  return (
    <div className="stack loose">
      <fieldset className="stack">
        <legend className="legend">What may be done</legend>
        {USES.map(([use, word, sentence]) => (
          <label key={use} className="check">
            <input type="checkbox" checked={value.uses.includes(use)} onChange={() => toggle(use)} />
            <span>
              {word}
              <span className="help block">{sentence}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField label="Given by" help="The full name of the person whose face it is." autoComplete="off" required value={value.given_by} onChange={(event) => onChange({ ...value, given_by: event.target.value })} />
      <Field label="In their words" help="Read it to the person, or let them read it. Change it to what was really said.">
        {(ids) => <textarea className="input text-base" rows={4} required {...ids} value={value.statement} onChange={(event) => onChange({ ...value, statement: event.target.value })} />}
      </Field>
      <EvidenceField file={value.evidence} onChange={(evidence) => onChange({ ...value, evidence })} />
    </div>
  )
}

function EvidenceField({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  return (
    <Field label="Evidence, optional" help="A signed release, a photo of it, or a screenshot of their message. Only your workspace sees it.">
      {(ids) => (
        <label className="filepick">
          <input type="file" className="hide" accept="application/pdf,image/*" {...ids} onChange={(event) => onChange(event.target.files?.[0] ?? null)} />
          {file ? <FileText className="ic" /> : <Upload className="ic" />}
          <span className="cut">{file ? file.name : "Choose a file"}</span>
          {file && <span className="edge push">{megabytes(file.size)}</span>}
        </label>
      )}
    </Field>
  )
}

/** What is missing before the consent can be recorded, or null. */
export function consentGap(value: Fields): string | null {
  if (value.uses.length === 0) return "Choose at least one use."
  if (!value.given_by.trim()) return "Write who gives the consent."
  if (!value.statement.trim()) return "Write what the person said."
  return null
}
