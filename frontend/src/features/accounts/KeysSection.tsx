/** API keys: a list without secrets, a new one shown once, and the end of one. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { wordsFor } from "../../api/problem"
import { type ApiKey } from "../../api/shapes"
import { keys as keysQuery, revokeKey } from "../../api/workspace"
import { date, moment } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Dialog } from "../../ui/Dialog"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { toast } from "../../ui/toast"
import { KeyForm } from "./KeyForm"

export function KeysSection() {
  const list = useInfiniteQuery(keysQuery)
  const found = list.data?.pages.flatMap(({ results }) => results) ?? []
  return (
    <>
      <PageHead title={words.keys.title} sub={words.keys.sub}>
        <a className="link" href="/api/docs/">
          {words.keys.docs}
        </a>
      </PageHead>
      <KeyForm />
      {list.error && <ErrorNotice words={wordsFor(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.keys.loading} />}
      {list.isSuccess && found.length === 0 && <Empty title={words.keys.empty}>{words.keys.emptyBody}</Empty>}
      {found.length > 0 && <KeyTable keys={found} />}
      {list.hasNextPage && (
        <Button className="justify-self-start" onClick={() => void list.fetchNextPage()}>
          {words.keys.more}
        </Button>
      )}
    </>
  )
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const [ending, setEnding] = useState<ApiKey | null>(null)
  return (
    <>
      <table className="records">
        <thead>
          <tr>
            <th>{words.keys.key}</th>
            <th>{words.keys.may}</th>
            <th>{words.keys.used}</th>
            <th>{words.keys.ends}</th>
            <th className="num" aria-label={words.keys.revoke} />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.prefix}>
              <td>
                <b className="font-medium">{key.name}</b>
                <span className="small muted block">
                  <span className="mono">{key.prefix}</span> {!key.is_mine && words.keys.of(key.owner)}
                </span>
              </td>
              <td className="small">{key.scopes.map((scope) => words.keys.scopes[scope][0]).join(", ")}</td>
              <td className="small muted" data-label={words.keys.used}>{key.last_used_at ? moment(key.last_used_at) : words.keys.notYet}</td>
              <td className="small muted" data-label={words.keys.ends}>{key.has_expired ? <Chip tone="warn">{words.keys.expired}</Chip> : key.expiry_date ? date(key.expiry_date) : words.keys.never}</td>
              <td className="num">
                <Button size="sm" look="bare" aria-label={words.keys.revokeName(key.name)} onClick={() => setEnding(key)}>
                  {words.keys.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending && <RevokeDialog apiKey={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeKey(apiKey.prefix),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["keys"] })
      toast(words.keys.revoked)
      onClose()
    },
  })
  return (
    <Dialog title={words.keys.revokeTitle(apiKey.name)} onClose={onClose}>
      <p className="muted">{words.keys.revokeBody}</p>
      {revoke.error && <ErrorNotice words={wordsFor(revoke.error)} />}
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {words.keys.keep}
        </Button>
        <Button look="danger" className="grow" busy={revoke.isPending && words.keys.revoking} onClick={() => revoke.mutate()}>
          {words.keys.revokeName(apiKey.name)}
        </Button>
      </div>
    </Dialog>
  )
}
