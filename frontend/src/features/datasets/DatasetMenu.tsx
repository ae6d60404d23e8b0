/** What is rarely done to a dataset: another name, or away with it. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Ellipsis } from "lucide-react"
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/datasets"
import { changeDataset, deleteDataset } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type DatasetDetail } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { Choices, Menu } from "../../ui/Menu"

const say = words.more
const LONGEST = 60

export function DatasetMenu({ detail, slug }: { detail: DatasetDetail; slug: string }) {
  const [opened, open] = useState<"rename" | "delete" | null>(null)
  const choices = (["rename", "delete"] as const).map((key) => ({ key, name: say[key], act: () => open(key) }))
  return (
    <>
      <Menu label={say.button} buttonClass="btn plain sq" align="right" button={<Ellipsis className="ic" />}>
        {(close) => <Choices close={close} of={choices} />}
      </Menu>
      {opened === "rename" && <Rename detail={detail} onClose={() => open(null)} />}
      {opened === "delete" && <Delete detail={detail} slug={slug} onClose={() => open(null)} />}
    </>
  )
}

function Rename({ detail, onClose }: { detail: DatasetDetail; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState(detail.name)
  const renaming = useMutation({
    mutationFn: () => changeDataset(detail.id, { name: name.trim() }),
    onSuccess: (changed) => {
      client.setQueryData(["dataset", detail.id], changed)
      void client.invalidateQueries({ queryKey: ["datasets"] })
      onClose()
    },
  })
  return (
    <Dialog title={say.renameTitle} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          renaming.mutate()
        }}
      >
        <TextField label={words.fresh.name} value={name} maxLength={LONGEST} autoFocus autoComplete="off" error={renaming.error && wordsFor(renaming.error).body} onChange={(event) => setName(event.target.value)} />
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={!name.trim()} busy={renaming.isPending && say.renaming}>
            {say.rename}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Delete({ detail, slug, onClose }: { detail: DatasetDetail; slug: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const deleting = useMutation({
    mutationFn: () => deleteDataset(detail.id),
    onSuccess: async () => {
      await navigate(paths.datasets(slug))
      void client.invalidateQueries({ queryKey: ["datasets"] })
    },
  })
  return (
    <Dialog title={say.deleteTitle(detail.name)} onClose={onClose}>
      <div className="stack gap-4!">
        <p>{say.deleteHelp(detail.captioned)}</p>
        {deleting.error && <ErrorNotice words={wordsFor(deleting.error)} />}
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="danger" busy={deleting.isPending && say.deleting} onClick={() => deleting.mutate()}>
            {say.deleteButton}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
