/** Every user of the installation, for its operator: find, shut out, make an operator. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { changeUser, users as usersQuery } from "../../api/operator"
import { wordsFor } from "../../api/problem"
import { type User } from "../../api/shapes"
import { moment } from "../../lib/format"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { toast } from "../../ui/toast"

export function UserTable() {
  const [search, setSearch] = useState("")
  const list = useInfiniteQuery({ ...usersQuery(useDebounced(search.trim(), 250)), placeholderData: (before) => before })
  const found = list.data?.pages.flatMap(({ results }) => results) ?? []
  return (
    <section aria-labelledby="h-users">
      <h2 id="h-users">{words.users.title}</h2>
      <TextField label={words.users.search} type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.users.loading} />}
      {list.isSuccess && found.length === 0 && <p className="muted mt-3">{words.users.none}</p>}
      {found.length > 0 && <Rows users={found} />}
      {list.hasNextPage && (
        <Button className="mt-3" onClick={() => void list.fetchNextPage()}>
          {words.users.more}
        </Button>
      )}
    </section>
  )
}

type Change = { user: User; fields: { is_active?: boolean; is_staff?: boolean } }

function Rows({ users }: { users: User[] }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: ({ user, fields }: Change) => changeUser(user.id, fields),
    onSuccess: (_, { user, fields }) => {
      void client.invalidateQueries({ queryKey: ["operator", "users"] })
      const back = () => change.mutate({ user, fields: fields.is_active === undefined ? { is_staff: user.is_staff } : { is_active: user.is_active } })
      toast(saying(user.name, fields), { undo: back })
    },
  })
  return (
    <>
      {change.error && <ErrorNotice words={wordsFor(change.error)} />}
      <table className="records mt-3">
        <thead>
          <tr>
            <th>{words.users.user}</th>
            <th className="num">{words.users.workspaces}</th>
            <th>{words.users.seen}</th>
            <th className="num" aria-label={words.users.deactivate} />
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id}>
              <td>
                <b className="row wrap font-medium">
                  {user.name} {user.is_me && <Chip>{words.users.you}</Chip>} {user.is_staff && <Chip tone="mark" icon={<></>}>{words.users.operator}</Chip>}
                  {!user.is_active && <Chip tone="refuse">{words.users.shutOut}</Chip>}
                </b>
                <span className="small muted block break-all">{user.email}</span>
              </td>
              <td className="num muted desktop-cell">{user.workspaces}</td>
              <td className="small muted" data-label={words.users.seen}>{user.last_login ? moment(user.last_login) : words.users.never}</td>
              <td className="num">
                {!user.is_me && (
                  <span className="row wrap justify-end" role="group" aria-label={words.users.actions(user.name)}>
                    <Button size="sm" look="bare" disabled={change.isPending} onClick={() => change.mutate({ user, fields: { is_staff: !user.is_staff } })}>
                      {user.is_staff ? words.users.unmakeOperator : words.users.makeOperator}
                    </Button>
                    <Button size="sm" look={user.is_active ? "danger" : "plain"} disabled={change.isPending} onClick={() => change.mutate({ user, fields: { is_active: !user.is_active } })}>
                      {user.is_active ? words.users.deactivate : words.users.activate}
                    </Button>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function saying(name: string, { is_active, is_staff }: Change["fields"]): string {
  if (is_active !== undefined) return is_active ? words.users.inNow(name) : words.users.outNow(name)
  return is_staff ? words.users.isOperator(name) : words.users.isNot(name)
}
