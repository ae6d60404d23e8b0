/** What is recorded when a person consents: uses, who, the statement, the evidence. */
import { FileText, Upload } from "lucide-react"
import { words } from "#words/subjects"
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
        <legend className="legend">{words.consent.may}</legend>
        {USES.map(([use, name, sentence]) => (
          <label key={use} className="check">
            <input type="checkbox" checked={value.uses.includes(use)} onChange={() => toggle(use)} />
            <span>
              {name}
              <span className="help block">{sentence}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField label={words.consent.givenBy} help={words.consent.givenByHelp} autoComplete="off" required value={value.given_by} onChange={(event) => onChange({ ...value, given_by: event.target.value })} />
      <Field label={words.consent.statement} help={words.consent.statementHelp}>
        {(ids) => <textarea className="input text-base" rows={4} required {...ids} value={value.statement} onChange={(event) => onChange({ ...value, statement: event.target.value })} />}
      </Field>
      <EvidenceField file={value.evidence} onChange={(evidence) => onChange({ ...value, evidence })} />
    </div>
  )
}

function EvidenceField({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  return (
    <Field label={words.consent.evidenceOptional} help={words.consent.evidenceHelp}>
      {(ids) => (
        <label className="filepick">
          <input type="file" className="hide" accept="application/pdf,image/*" {...ids} onChange={(event) => onChange(event.target.files?.[0] ?? null)} />
          {file ? <FileText className="ic" /> : <Upload className="ic" />}
          <span className="cut">{file ? file.name : words.consent.chooseFile}</span>
          {file && <span className="edge push">{megabytes(file.size)}</span>}
        </label>
      )}
    </Field>
  )
}

/** What is missing before the consent can be recorded, or null. */
export function consentGap(value: Fields): string | null {
  if (value.uses.length === 0) return words.consent.gapUse
  if (!value.given_by.trim()) return words.consent.gapBy
  if (!value.statement.trim()) return words.consent.gapStatement
  return null
}
