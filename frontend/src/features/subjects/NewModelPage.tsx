/** A new model: a name, real or synthetic, and consent first. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { ShieldCheck, Sparkles } from "lucide-react"
import { type ReactNode, useRef, useState } from "react"
import { useNavigate } from "react-router"
import { wordsFor } from "../../api/problem"
import { createSubject, grantConsent } from "../../api/subjects"
import { type Subject, type SubjectKind } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Field, TextField } from "../../ui/Field"
import { PageHead } from "../../ui/PageHead"
import { ATTESTATION } from "./consent-words"
import { ConsentFields, consentGap, noConsentYet } from "./ConsentFields"
import "./subjects.css"

export function NewModelPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [name, setName] = useState("")
  const [kind, setKind] = useState<SubjectKind>("real")
  const [consent, setConsent] = useState(noConsentYet)
  const [isAttested, attest] = useState(false)
  const made = useRef<Subject>(undefined) // kept when only the consent fails, so that a second try makes no second model

  const create = useMutation({
    mutationFn: async (isConsentLater: boolean) => {
      made.current ??= await createSubject(kind === "real" ? { name, kind } : { name, kind, attestation: ATTESTATION })
      if (kind === "real" && !isConsentLater) await grantConsent(made.current.id, consent)
      return made.current
    },
    onSuccess: async (subject) => {
      void client.invalidateQueries({ queryKey: ["overview"] })
      await navigate(paths.model(subject.slug))
    },
  })
  const gap = !name.trim() ? "Give the model a name." : kind === "real" ? consentGap(consent) : isAttested ? null : "Confirm that the face belongs to nobody."

  return (
    <main className="page" id="main">
      <div className="narrow">
        <PageHead title="New model" sub="One person, or one you made up. Consent comes before the first photo." />
        <form
          className="stack gap-8!"
          onSubmit={(event) => {
            event.preventDefault()
            if (!gap) create.mutate(false)
          }}
        >
          <TextField label="Name" help="What you call it. It names the files you download." required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          <KindChoice kind={kind} onChange={setKind} />
          {kind === "real" ? <RealPart consent={consent} onChange={setConsent} /> : <SyntheticPart isAttested={isAttested} onChange={attest} />}
          {create.error && <ErrorNotice words={wordsFor(create.error)} />}
          <div className="row wrap">
            <Button type="submit" look="primary" disabled={gap !== null} busy={create.isPending && "Making model"}>
              {kind === "real" ? "Record consent and make model" : "Make model"}
            </Button>
            {kind === "real" && (
              <Button disabled={!name.trim() || create.isPending} onClick={() => create.mutate(true)}>
                Ask for consent later
              </Button>
            )}
            {gap && <span className="small muted">{gap}</span>}
          </div>
        </form>
      </div>
    </main>
  )
}

function KindChoice({ kind, onChange }: { kind: SubjectKind; onChange: (kind: SubjectKind) => void }) {
  return (
    <fieldset>
      <legend className="legend">Who is it?</legend>
      <div className="kinds">
        <Kind value="real" now={kind} onChange={onChange} icon={<ShieldCheck className="ic" />} title="A real person" help="Nothing is measured or made before their consent is recorded. They can withdraw it at any time." />
        <Kind value="synthetic" now={kind} onChange={onChange} icon={<Sparkles className="ic" />} title="A synthetic person" help="A face that belongs to nobody. You confirm that once." />
      </div>
    </fieldset>
  )
}

type KindProps = { value: SubjectKind; now: SubjectKind; onChange: (kind: SubjectKind) => void; icon: ReactNode; title: string; help: string }

function Kind({ value, now, onChange, icon, title, help }: KindProps) {
  return (
    <label className="kind">
      <input type="radio" name="kind" value={value} checked={now === value} onChange={() => onChange(value)} />
      {icon}
      <span>
        <b>{title}</b>
        <span className="help block">{help}</span>
      </span>
    </label>
  )
}

function RealPart({ consent, onChange }: { consent: ReturnType<typeof noConsentYet>; onChange: (fields: ReturnType<typeof noConsentYet>) => void }) {
  return (
    <section className="panel" aria-labelledby="consent-first">
      <h2 id="consent-first" className="mb-4">
        Their consent
      </h2>
      <ConsentFields value={consent} onChange={onChange} />
    </section>
  )
}

function SyntheticPart({ isAttested, onChange }: { isAttested: boolean; onChange: (on: boolean) => void }) {
  return (
    <section className="panel" aria-labelledby="attest">
      <h2 id="attest" className="mb-3">
        What you confirm
      </h2>
      <Field label="Recorded with the model">
        {(ids) => (
          <label className="check" htmlFor={ids.id}>
            <input type="checkbox" {...ids} checked={isAttested} onChange={(event) => onChange(event.target.checked)} />
            <span className="text-base">{ATTESTATION}</span>
          </label>
        )}
      </Field>
    </section>
  )
}
