/** A new model: a name, real or synthetic, and consent first. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { ShieldCheck, Sparkles } from "lucide-react"
import { type ReactNode, useRef, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/subjects"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { createSubject, grantConsent } from "../../api/subjects"
import { type Subject, type SubjectKind } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Field, TextField } from "../../ui/Field"
import { LookOnly } from "../../ui/LookOnly"
import { PageHead } from "../../ui/PageHead"
import { ATTESTATION } from "./consent-words"
import { ConsentFields, consentGap, noConsentYet } from "./ConsentFields"
import "./subjects.css"

export function NewModelPage() {
  const mayWrite = useMayWrite()
  return (
    <main className="page" id="main">
      <div className="narrow">
        <PageHead title={words.newModel} sub={words.new.sub} />
        {mayWrite ? <NewModelForm /> : <LookOnly />}
      </div>
    </main>
  )
}

function NewModelForm() {
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
  const gap = !name.trim() ? words.new.gapName : kind === "real" ? consentGap(consent) : isAttested ? null : words.new.gapAttest

  return (
    <form
      className="stack gap-8!"
      onSubmit={(event) => {
        event.preventDefault()
        if (!gap) create.mutate(false)
      }}
    >
      <TextField label={words.new.name} help={words.new.nameHelp} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <KindChoice kind={kind} onChange={setKind} />
      {kind === "real" ? <RealPart consent={consent} onChange={setConsent} /> : <SyntheticPart isAttested={isAttested} onChange={attest} />}
      {create.error && <ErrorNotice words={wordsFor(create.error)} />}
      <div className="row wrap">
        <Button type="submit" look="primary" disabled={gap !== null} busy={create.isPending && words.new.making}>
          {kind === "real" ? words.new.record : words.new.make}
        </Button>
        {kind === "real" && (
          <Button disabled={!name.trim() || create.isPending} onClick={() => create.mutate(true)}>
            {words.new.later}
          </Button>
        )}
        {gap && <span className="small muted">{gap}</span>}
      </div>
    </form>
  )
}

function KindChoice({ kind, onChange }: { kind: SubjectKind; onChange: (kind: SubjectKind) => void }) {
  return (
    <fieldset>
      <legend className="legend">{words.new.who}</legend>
      <div className="kinds">
        <Kind value="real" now={kind} onChange={onChange} icon={<ShieldCheck className="ic" />} title={words.new.real} help={words.new.realHelp} />
        <Kind value="synthetic" now={kind} onChange={onChange} icon={<Sparkles className="ic" />} title={words.new.synthetic} help={words.new.syntheticHelp} />
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
        {words.new.theirConsent}
      </h2>
      <ConsentFields value={consent} onChange={onChange} />
    </section>
  )
}

function SyntheticPart({ isAttested, onChange }: { isAttested: boolean; onChange: (on: boolean) => void }) {
  return (
    <section className="panel" aria-labelledby="attest">
      <h2 id="attest" className="mb-3">
        {words.new.confirm}
      </h2>
      <Field label={words.new.recorded}>
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
