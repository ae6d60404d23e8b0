/** Members of the workspace: what each may do, and who comes in. */
import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { me as meQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { type Member, type MemberRole, type Page } from "../../api/shapes"
import { changeRole, members as membersQuery, removeMember } from "../../api/workspace"
import { date } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SelectField } from "../../ui/SelectField"
import { toast } from "../../ui/toast"
import { Invitations } from "./Invitations"
import { ROLES } from "./roles"

type Pages = InfiniteData<Page<Member>>
const withRole = (list: Pages, id: string, role: MemberRole): Pages => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, results: page.results.map((one) => (one.id === id ? { ...one, role } : one)) })),
})

export function MembersSection() {
  const { data: me } = useQuery(meQuery)
  const list = useInfiniteQuery(membersQuery)
  const isOwner = me?.workspace.role === "owner"
  const found = list.data?.pages.flatMap(({ results }) => results) ?? []
  return (
    <>
      <PageHead title={words.members.title} sub={isOwner ? words.members.sub : words.members.onlyOwners} />
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.members.loading} />}
      {found.length > 0 && <MemberTable members={found} isOwner={isOwner} />}
      {list.hasNextPage && (
        <Button className="justify-self-start" onClick={() => void list.fetchNextPage()}>
          {words.members.more}
        </Button>
      )}
      {isOwner && <Invitations />}
    </>
  )
}

function MemberTable({ members, isOwner }: { members: Member[]; isOwner: boolean }) {
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const change = useMutation({
    mutationFn: ({ member, role }: { member: Member; role: MemberRole }) => changeRole(member.id, role),
    onMutate: ({ member, role }) => {
      const before = client.getQueryData<Pages>(["members"])
      if (before) client.setQueryData<Pages>(["members"], withRole(before, member.id, role))
      return before
    },
    onError: (_, __, before) => client.setQueryData(["members"], before),
    onSuccess: (now) => {
      if (now.is_me) void client.invalidateQueries()
      toast(words.members.changed(now.name, words.roles[now.role].name))
    },
  })
  return (
    <div>
      {change.error && <ErrorNotice words={wordsFor(change.error)} />}
      <table className="records">
        <thead>
          <tr>
            <th>{words.members.person}</th>
            <th>{words.members.since}</th>
            <th>{words.members.role}</th>
            {isOwner && <th className="num" aria-label={words.members.remove} />}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <td>
                <b className="row font-medium">
                  {member.name} {member.is_me && <Chip>{words.members.you}</Chip>}
                </b>
                <span className="small muted block break-all">{member.email}</span>
              </td>
              <td className="muted small whitespace-nowrap desktop-cell">{date(member.created_at)}</td>
              <td>{isOwner ? <SelectField bare label={words.members.roleOf(member.name)} value={member.role} options={ROLES} onChange={(role) => change.mutate({ member, role })} /> : words.roles[member.role].name}</td>
              {isOwner && (
                <td className="num">
                  {!member.is_me && (
                    <Button size="sm" look="bare" aria-label={words.members.removeName(member.name)} onClick={() => setLeaving(member)}>
                      {words.members.remove}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && <RemoveDialog member={leaving} onClose={() => setLeaving(null)} />}
    </div>
  )
}

function RemoveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["members"] })
      void client.invalidateQueries({ queryKey: ["keys"] })
      onClose()
    },
  })
  return (
    <Dialog title={words.members.removeTitle(member.name)} onClose={onClose}>
      <p className="muted">{words.members.removeBody}</p>
      {remove.error && <ErrorNotice words={wordsFor(remove.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {words.members.keep}
        </Button>
        <Button look="danger" className="grow" busy={remove.isPending && words.members.removing} onClick={() => remove.mutate()}>
          {words.members.removeName(member.name)}
        </Button>
      </div>
    </Dialog>
  )
}
