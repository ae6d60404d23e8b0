/** The consent of a model: who gave it, when, for what, on what evidence, and the way to withdraw it. */
import { ShieldX } from "lucide-react"
import { useState } from "react"
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
        <h2 id="h-consent">Consent</h2>
        {live.length > 0 ? <Chip tone="pass">Live</Chip> : <ConsentChip state={subject.consent_state} kind={subject.kind} />}
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
  return (
    <>
      <Facts
        facts={[
          ["Given by", consent.given_by],
          ["On", date(consent.granted_at)],
          ["Uses", usesInWords(consent.uses)],
          [
            "Evidence",
            consent.evidence ? (
              <a className="link" href={consent.evidence} target="_blank" rel="noreferrer">
                Open the file
              </a>
            ) : (
              "Statement only"
            ),
          ],
        ]}
      />
      <blockquote className="statement">{consent.statement}</blockquote>
      <div className="row">
        <ButtonLink size="sm" className="grow" to={paths.modelConsent(subject.slug)}>
          Add a use
        </ButtonLink>
        <Button look="danger" size="sm" onClick={() => ask(true)}>
          Withdraw
        </Button>
      </div>
      {isAsking && <WithdrawDialog subject={subject} consent={consent} counts={counts} onClose={() => ask(false)} />}
    </>
  )
}

function Missing({ subject }: { subject: Subject }) {
  const isRevoked = subject.consent_state === "revoked"
  return (
    <Notice
      tone={isRevoked ? "refuse" : "warn"}
      icon={isRevoked ? <ShieldX className="ic" /> : undefined}
      title={isRevoked ? "Consent was withdrawn" : `Waiting for ${subject.name}’s consent`}
      action={
        <ButtonLink size="sm" to={paths.modelConsent(subject.slug)}>
          Record consent
        </ButtonLink>
      }
    >
      {isRevoked ? "Nothing is measured or made with these photos any more." : "Photos are only checked for what they show. Nothing is measured, made or held until it is recorded."}
    </Notice>
  )
}

function Attestation({ subject }: { subject: Subject }) {
  return (
    <section className="slip" aria-labelledby="h-consent">
      <header>
        <h2 id="h-consent">Synthetic person</h2>
        <Chip tone="pass">No consent needed</Chip>
      </header>
      <blockquote className="statement">{subject.attestation}</blockquote>
      <p className="small muted">Confirmed {date(subject.created_at)}</p>
    </section>
  )
}
