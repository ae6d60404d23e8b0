/** Invitations by link, for owners: make one, copy it, take it back. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { wordsFor } from "../../api/problem"
import { type Invitation, type MemberRole } from "../../api/shapes"
import { invitations as invitationsQuery, invite, takeBack } from "../../api/workspace"
import { date } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { CopyField } from "../../ui/CopyField"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"
import { toast } from "../../ui/toast"
import { ROLES } from "./roles"

const HOW_MANY = (["1", "3", "5", "10", "20"] as const).map((number) => [number, number] as const)

export function Invitations() {
  return (
    <>
      <InviteForm />
      <InvitationList />
    </>
  )
}

function InviteForm() {
  const client = useQueryClient()
  const [role, setRole] = useState<MemberRole>("editor")
  const [email, setEmail] = useState("")
  const [most, setMost] = useState<"1" | "3" | "5" | "10" | "20">("1")
  const make = useMutation({
    mutationFn: () => invite({ role, email, most: Number(most) }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["invitations"] }),
  })
  return (
    <section aria-labelledby="h-invite">
      <h2 id="h-invite">{words.members.invite}</h2>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <SelectField label={words.members.inviteRole} help={words.roles[role].can} value={role} options={ROLES} onChange={setRole} />
        <TextField label={words.members.inviteEmail} help={words.members.inviteEmailHelp} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        {!email && <SelectField label={words.members.inviteMost} value={most} options={HOW_MANY} onChange={setMost} />}
        {make.error && <ErrorNotice words={wordsFor(make.error)} />}
        <div className="row">
          <Button type="submit" look="primary" busy={make.isPending && words.members.making}>
            {words.members.make}
          </Button>
        </div>
      </form>
      {make.data && (
        <div className="panel mt-4" role="status">
          <CopyField label={words.members.link} value={make.data.link} help={words.members.linkHelp(make.data.most)} />
          {make.data.email && <p className="small muted mt-2">{make.data.sent ? words.members.sentTo(make.data.email) : words.members.notSent(make.data.email)}</p>}
        </div>
      )}
    </section>
  )
}

function InvitationList() {
  const client = useQueryClient()
  const list = useInfiniteQuery(invitationsQuery)
  const end = useMutation({
    mutationFn: (invitation: Invitation) => takeBack(invitation.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["invitations"] })
      toast(words.members.takenBack)
    },
  })
  const found = list.data?.pages.flatMap(({ results }) => results) ?? []
  if (found.length === 0) return null
  return (
    <section aria-labelledby="h-invitations">
      <h2 id="h-invitations">{words.members.invitations}</h2>
      {end.error && <ErrorNotice words={wordsFor(end.error)} />}
      <ul className="rows">
        {found.map((invitation) => (
          <li key={invitation.id}>
            <span className="grow">
              <b>{invitation.email || words.members.anybody}</b>
              <span className="small muted block">
                {[words.roles[invitation.role].name, words.members.joined(invitation.used, invitation.most), words.members.until(date(invitation.expires_at))].join(" · ")}
              </span>
            </span>
            <Chip tone={invitation.state === "open" ? "mark" : "none"} icon={<></>}>
              {words.members.states[invitation.state]}
            </Chip>
            {invitation.state === "open" && (
              <Button size="sm" disabled={end.isPending} onClick={() => end.mutate(invitation)}>
                {words.members.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
