/** Deleting a version cannot be undone: what goes, with counts, the safe answer first. */
import { words } from "#words/loras"
import { wordsFor } from "../../api/problem"
import { type LoraVersion } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { useDeleteVersion } from "./version-actions"

const say = words.side

export function DeleteVersion({ version, slug, onClose }: { version: LoraVersion; slug: string; onClose: () => void }) {
  const remove = useDeleteVersion(version, slug)
  return (
    <Dialog title={say.deleteTitle(version.number)} onClose={onClose}>
      <p className="muted">{say.deleteBody(version.saves.length)}</p>
      {remove.error && <ErrorNotice words={wordsFor(remove.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {say.keep}
        </Button>
        <Button look="danger" className="grow" busy={remove.isPending && say.deleting} onClick={() => remove.mutate()}>
          {say.deleteVersion}
        </Button>
      </div>
    </Dialog>
  )
}
