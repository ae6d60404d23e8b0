/** Workspaces with their credits, for the operator, and grants: final, so they are confirmed. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/credits"
import { funds as fundsQuery, grant } from "../../api/operator"
import { wordsFor } from "../../api/problem"
import { type Funds } from "../../api/shapes"
import { count } from "../../lib/format"
import { freshKey } from "../../lib/once-key"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { toast } from "../../ui/toast"

export function Grants() {
  const [search, setSearch] = useState("")
  const [to, give] = useState<Funds | null>(null)
  const list = useInfiniteQuery({ ...fundsQuery(useDebounced(search.trim(), 250)), placeholderData: (before) => before })
  const found = list.data?.pages.flatMap(({ results }) => results) ?? []
  return (
    <section aria-labelledby="h-funds">
      <h2 id="h-funds">{words.grants.title}</h2>
      <TextField label={words.grants.search} type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.grants.loading} />}
      {list.isSuccess && found.length === 0 && <p className="muted mt-3">{words.grants.none}</p>}
      {found.length > 0 && (
        <table className="records mt-3">
          <thead>
            <tr>
              <th>{words.grants.workspace}</th>
              <th className="num">{words.grants.members}</th>
              <th className="num">{words.grants.free}</th>
              <th className="num">{words.grants.held}</th>
              <th className="num" aria-label={words.grants.grant} />
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <tr key={one.id}>
                <td>
                  <b className="row font-medium">
                    {one.name} {one.is_demo && <Chip>{words.grants.demo}</Chip>}
                  </b>
                </td>
                <td className="num muted" data-label={words.grants.members}>{count(one.members)}</td>
                <td className="num" data-label={words.grants.free}>{count(one.balance)}</td>
                <td className="num muted" data-label={words.grants.held}>{count(one.held)}</td>
                <td className="num">
                  <Button size="sm" aria-label={words.grants.grantTo(one.name)} onClick={() => give(one)}>
                    {words.grants.plain}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Button className="mt-3" onClick={() => void list.fetchNextPage()}>
          {words.grants.more}
        </Button>
      )}
      {to && <GrantDialog to={to} onClose={() => give(null)} />}
    </section>
  )
}

function GrantDialog({ to, onClose }: { to: Funds; onClose: () => void }) {
  const client = useQueryClient()
  const [credits, setCredits] = useState("100")
  const [note, setNote] = useState("")
  const [key] = useState(() => freshKey()) // one grant a dialog, however often it is clicked
  const amount = Math.floor(Number(credits)) || 0
  const give = useMutation({
    mutationFn: () => grant({ workspace: to.id, credits: amount, note: note.trim(), key }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["operator", "workspaces"] })
      toast(words.grants.done(amount, to.name))
      onClose()
    },
  })
  return (
    <Dialog title={words.grants.grantTo(to.name)} onClose={onClose}>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          give.mutate()
        }}
      >
        <TextField label={words.grants.credits} type="number" min={1} step={1} required autoFocus value={credits} onChange={(event) => setCredits(event.target.value)} />
        <TextField label={words.grants.note} help={words.grants.noteHelp} required maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        <p className="small muted">{words.grants.final}</p>
        {give.error && <ErrorNotice words={wordsFor(give.error)} />}
        <Button type="submit" look="primary" size="wide" disabled={amount < 1 || !note.trim()} busy={give.isPending && words.grants.busy}>
          {words.grants.confirm(amount, to.name)}
        </Button>
        <Button size="wide" onClick={onClose}>
          {words.grants.cancel}
        </Button>
      </form>
    </Dialog>
  )
}
