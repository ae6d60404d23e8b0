/** The workspace: its name, the others a user works in, and the way out. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/accounts"
import { me as meQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { type Me } from "../../api/shapes"
import { leaveWorkspace, renameWorkspace, workspaces as workspacesQuery } from "../../api/workspace"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { PageHead } from "../../ui/PageHead"
import { toast } from "../../ui/toast"
import { useSwitch } from "./use-switch"

export function WorkspaceSection() {
  const { data: me } = useQuery(meQuery)
  const [isLeaving, leave] = useState(false)
  return (
    <>
      <PageHead title={words.workspace.title} sub={words.workspace.sub} />
      {me && <NameForm key={me.workspace.id} me={me} />}
      {me && <Yours me={me} />}
      {me && (
        <div className="row">
          <Button look="danger" onClick={() => leave(true)}>
            {words.workspace.leave}
          </Button>
        </div>
      )}
      {me && isLeaving && <LeaveDialog name={me.workspace.name} onClose={() => leave(false)} />}
    </>
  )
}

function NameForm({ me }: { me: Me }) {
  const client = useQueryClient()
  const isOwner = me.workspace.role === "owner"
  const [name, setName] = useState(me.workspace.name)
  const save = useMutation({
    mutationFn: () => renameWorkspace(name.trim()),
    onSuccess: (now) => {
      client.setQueryData<Me>(["me"], (was) => was && { ...was, workspace: now })
      void client.invalidateQueries({ queryKey: ["workspaces"] })
      toast(words.workspace.saved)
    },
  })
  return (
    <form
      className="stack loose"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextField label={words.workspace.name} help={isOwner ? undefined : words.workspace.onlyOwners} disabled={!isOwner} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      {save.error && <ErrorNotice words={wordsFor(save.error)} />}
      {isOwner && (
        <div className="row">
          <Button type="submit" look="primary" disabled={!name.trim() || name.trim() === me.workspace.name} busy={save.isPending && words.workspace.saving}>
            {words.workspace.save}
          </Button>
        </div>
      )}
    </form>
  )
}

function Yours({ me }: { me: Me }) {
  const { data: list } = useQuery({ ...workspacesQuery, throwOnError: false })
  const change = useSwitch()
  return (
    <section aria-labelledby="h-yours">
      <h2 id="h-yours">{words.workspace.yours}</h2>
      {change.error && <ErrorNotice words={wordsFor(change.error)} />}
      <ul className="rows">
        {list?.map((one) => (
          <li key={one.id}>
            <span className="grow">
              <b>{one.name}</b>
              <span className="small muted block">{words.roles[one.role].name}</span>
            </span>
            {one.id === me.workspace.id ? (
              <Chip tone="pass">{words.workspace.here}</Chip>
            ) : (
              <Button size="sm" disabled={change.isPending} aria-label={words.workspace.go(one.name)} onClick={() => change.mutate(one.id)}>
                {words.workspace.open}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LeaveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: leaveWorkspace,
    onSuccess: async () => {
      client.clear()
      await navigate(paths.home())
    },
  })
  return (
    <Dialog title={words.workspace.leaveTitle(name)} onClose={onClose}>
      <p className="muted">{words.workspace.leaveBody}</p>
      {leave.error && <ErrorNotice words={wordsFor(leave.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {words.workspace.stay}
        </Button>
        <Button look="danger" className="grow" busy={leave.isPending && words.workspace.leaving} onClick={() => leave.mutate()}>
          {words.workspace.leave}
        </Button>
      </div>
    </Dialog>
  )
}
