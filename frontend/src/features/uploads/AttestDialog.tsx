/** Asked once before the first target: the right to use the photos is said before a byte is sent. */
import { words } from "#words/uploads"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"

export function AttestDialog({ files, onConfirm, onClose }: { files: number; onConfirm: () => void; onClose: () => void }) {
  return (
    <Dialog title={words.attestTitle} onClose={onClose}>
      <p className="muted">{words.attestBody(files)}</p>
      <blockquote className="statement text-base!">{words.attestation}</blockquote>
      <div className="row">
        <Button className="grow" onClick={onClose}>
          {words.notNow}
        </Button>
        <Button look="primary" className="grow" onClick={onConfirm}>
          {words.confirmAndAdd}
        </Button>
      </div>
    </Dialog>
  )
}
