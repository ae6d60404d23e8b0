/** Withdrawing consent: lists what goes, the safe answer first. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { words } from "#words/subjects"
import { wordsFor } from "../../api/problem"
import { revokeConsent } from "../../api/subjects"
import { type Consent, type Subject, type SubjectCard } from "../../api/shapes"
import { count } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"

type Props = { subject: Subject; consent: Consent; counts: SubjectCard["counts"] | undefined; onClose: () => void }

export function WithdrawDialog({ subject, consent, counts, onClose }: Props) {
  const client = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => revokeConsent(subject.id, consent.id),
    onSuccess: () => {
      void client.invalidateQueries()
      onClose()
    },
  })
  return (
    <Dialog title={words.consent.withdrawTitle(subject.name)} onClose={onClose}>
      <p className="muted">{words.consent.withdrawBody}</p>
      {counts && (
        <Facts
          facts={[
            [words.consent.withdrawSources, count(counts.sources)],
            [words.consent.withdrawTargets, count(counts.targets)],
            [words.consent.withdrawResults, count(counts.results)],
          ]}
        />
      )}
      {withdraw.error && <ErrorNotice words={wordsFor(withdraw.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {words.consent.keep}
        </Button>
        <Button look="danger" className="grow" busy={withdraw.isPending && words.consent.withdrawing} onClick={() => withdraw.mutate()}>
          {words.consent.withdrawVerb}
        </Button>
      </div>
    </Dialog>
  )
}
