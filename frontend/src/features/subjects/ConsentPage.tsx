/** Recording consent for a model that is there already. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useNavigate, useParams } from "react-router"
import { words } from "#words/subjects"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { grantConsent, subject as subjectQuery } from "../../api/subjects"
import { type Subject } from "../../api/shapes"
import { date } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { LookOnly } from "../../ui/LookOnly"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { usesInWords } from "./consent-words"
import { ConsentFields, consentGap, noConsentYet } from "./ConsentFields"
import "./subjects.css"

export function ConsentPage() {
  const { slug = "" } = useParams()
  const { data, error, refetch } = useQuery(subjectQuery(slug))
  const mayWrite = useMayWrite()
  return (
    <main className="page" id="main">
      <div className="narrow">
        <PageHead title={data ? words.consent.of(data.name) : words.consent.title} sub={words.consent.sub} />
        {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
        {data && (
          <>
            {data.kind === "synthetic" ? <NotNeeded subject={data} /> : mayWrite ? <GrantForm key={data.id} subject={data} /> : <LookOnly />}
            <History subject={data} />
          </>
        )}
      </div>
    </main>
  )
}

function GrantForm({ subject }: { subject: Subject }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [fields, setFields] = useState(() => noConsentYet(subject.consents[0]?.given_by))
  const grant = useMutation({
    mutationFn: () => grantConsent(subject.id, fields),
    onSuccess: async () => {
      void client.invalidateQueries()
      await navigate(paths.model(subject.slug))
    },
  })
  const gap = consentGap(fields)
  return (
    <form
      className="panel stack loose"
      onSubmit={(event) => {
        event.preventDefault()
        if (!gap) grant.mutate()
      }}
    >
      <ConsentFields value={fields} onChange={setFields} />
      {grant.error && <ErrorNotice words={wordsFor(grant.error)} />}
      <div className="row wrap">
        <Button type="submit" look="primary" disabled={gap !== null} busy={grant.isPending && words.consent.recording}>
          {words.consent.record}
        </Button>
        <ButtonLink to={paths.model(subject.slug)}>{words.consent.notNow}</ButtonLink>
        {gap && <span className="small muted">{gap}</span>}
      </div>
    </form>
  )
}

function NotNeeded({ subject }: { subject: Subject }) {
  return (
    <Notice title={words.consent.notNeeded} action={<ButtonLink size="sm" to={paths.model(subject.slug)}>{words.consent.show(subject.name)}</ButtonLink>}>
      {words.consent.isSynthetic(subject.name, subject.attestation)}
    </Notice>
  )
}

function History({ subject }: { subject: Subject }) {
  if (subject.consents.length === 0) return null
  return (
    <section className="section" aria-labelledby="h-history">
      <header>
        <h2 id="h-history">{words.consent.history}</h2>
      </header>
      <ul className="stack">
        {subject.consents.map((consent) => (
          <li key={consent.id} className="row small">
            <span className="edge">{date(consent.granted_at)}</span>
            <span>
              {words.consent.entry(usesInWords(consent.uses), consent.given_by)}
              {consent.revoked_at && words.consent.withdrawnOn(date(consent.revoked_at))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
