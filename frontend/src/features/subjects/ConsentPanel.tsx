/** The consent of a model: who gave it, when, for what, on what evidence, and the way to withdraw it. */
import { ShieldX } from "lucide-react"
import { useState } from "react"
import { words } from "#words/subjects"
import { useMayWrite } from "../../api/may-write"
import { type Consent, type Subject, type SubjectCard } from "../../api/shapes"
import { date } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Facts } from "../../ui/Facts"
import { Notice } from "../../ui/Notice"
import { usesInWords } from "./consent-words"
import { ConsentChip } from "./ConsentChip"
import { WithdrawDialog } from "./WithdrawDialog"

export const liveConsents = (subject: Subject): Consent[] => subject.consents.filter((consent) => !consent.revoked_at)

export function ConsentPanel({ subject, counts }: { subject: Subject; counts: SubjectCard["counts"] | undefined }) {
  if (subject.kind === "synthetic") return <Attestation subject={subject} />
  const live = liveConsents(subject)
  return (
    <section className="slip" aria-labelledby="h-consent">
      <header>
        <h2 id="h-consent">{words.consent.title}</h2>
        {live.length > 0 ? <Chip tone="pass">{words.consent.live}</Chip> : <ConsentChip state={subject.consent_state} kind={subject.kind} />}
      </header>
      {live.map((consent) => (
        <Given key={consent.id} consent={consent} subject={subject} counts={counts} />
      ))}
      {live.length === 0 && <Missing subject={subject} />}
    </section>
  )
}

function Given({ consent, subject, counts }: { consent: Consent; subject: Subject; counts: SubjectCard["counts"] | undefined }) {
  const [isAsking, ask] = useState(false)
  const mayWrite = useMayWrite()
  return (
    <>
      <Facts
        facts={[
          [words.consent.givenBy, consent.given_by],
          [words.consent.on, date(consent.granted_at)],
          [words.consent.uses, usesInWords(consent.uses)],
          [
            words.consent.evidence,
            consent.evidence ? (
              <a className="link" href={consent.evidence} target="_blank" rel="noreferrer">
                {words.consent.openFile}
              </a>
            ) : (
              words.consent.statementOnly
            ),
          ],
        ]}
      />
      <blockquote className="statement">{consent.statement}</blockquote>
      {mayWrite && (
        <div className="row">
          <ButtonLink size="sm" className="grow" to={paths.modelConsent(subject.slug)}>
            {words.consent.addUse}
          </ButtonLink>
          <Button look="danger" size="sm" onClick={() => ask(true)}>
            {words.consent.withdraw}
          </Button>
        </div>
      )}
      {isAsking && <WithdrawDialog subject={subject} consent={consent} counts={counts} onClose={() => ask(false)} />}
    </>
  )
}

function Missing({ subject }: { subject: Subject }) {
  const isRevoked = subject.consent_state === "revoked"
  const mayWrite = useMayWrite()
  return (
    <Notice
      tone={isRevoked ? "refuse" : "warn"}
      icon={isRevoked ? <ShieldX className="ic" /> : undefined}
      title={isRevoked ? words.consent.withdrawn : words.consent.waiting(subject.name)}
      action={
        mayWrite && (
          <ButtonLink size="sm" to={paths.modelConsent(subject.slug)}>
            {words.consent.record}
          </ButtonLink>
        )
      }
    >
      {isRevoked ? words.consent.withdrawnBody : words.consent.waitingBody}
    </Notice>
  )
}

function Attestation({ subject }: { subject: Subject }) {
  return (
    <section className="slip" aria-labelledby="h-consent">
      <header>
        <h2 id="h-consent">{words.consent.syntheticTitle}</h2>
        <Chip tone="pass">{words.consent.notNeeded}</Chip>
      </header>
      <blockquote className="statement">{subject.attestation}</blockquote>
      <p className="small muted">{words.consent.confirmed(date(subject.created_at))}</p>
    </section>
  )
}
