/** Asked once before the first target: the right to use the photos is said before a byte is sent. */
import { plural } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"

export const TARGET_ATTESTATION = "I took these photos or have the right to use them, and every person shown in them has agreed to this use."

export function AttestDialog({ files, onConfirm, onClose }: { files: number; onConfirm: () => void; onClose: () => void }) {
  return (
    <Dialog title="May you use these photos?" onClose={onClose}>
      <p className="muted">A target shows somebody else. What you confirm is recorded with {plural(files, "photo")} and with every target you add to this model.</p>
      <blockquote className="statement text-base!">{TARGET_ATTESTATION}</blockquote>
      <div className="row">
        <Button className="grow" onClick={onClose}>
          Not now
        </Button>
        <Button look="primary" className="grow" onClick={onConfirm}>
          I confirm, add them
        </Button>
      </div>
    </Dialog>
  )
}
