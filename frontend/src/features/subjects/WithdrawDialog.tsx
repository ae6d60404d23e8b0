/** Withdrawing consent: lists what goes, the safe answer first. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
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
    <Dialog title={`Withdraw ${subject.name}’s consent?`} onClose={onClose}>
      <p className="muted">Runs stop now and what they hold comes back. From then on nothing is made with:</p>
      {counts && (
        <Facts
          facts={[
            ["Source photos and face measurements", count(counts.sources)],
            ["Target photos", count(counts.targets)],
            ["Swapped pictures", count(counts.results)],
          ]}
        />
      )}
      {withdraw.error && <ErrorNotice words={wordsFor(withdraw.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          Keep consent
        </Button>
        <Button look="danger" className="grow" busy={withdraw.isPending && "Withdrawing"} onClick={() => withdraw.mutate()}>
          Withdraw consent
        </Button>
      </div>
    </Dialog>
  )
}
