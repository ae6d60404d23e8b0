/** Where somebody is signed in, and the way out of everywhere else. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Monitor, Smartphone } from "lucide-react"
import { words } from "#words/accounts"
import { endSessions, type Session, sessions as sessionsQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { moment } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { toast } from "../../ui/toast"
import { browserIn } from "./browser-in"

export function SessionList() {
  const client = useQueryClient()
  const list = useQuery({ ...sessionsQuery, throwOnError: false })
  const end = useMutation({
    mutationFn: (ids: number[]) => endSessions(ids),
    onSuccess: (_, ids) => {
      client.setQueryData<Session[]>(["sessions"], (all) => all?.filter(({ id }) => !ids.includes(id)))
      toast(words.profile.outDone)
    },
  })
  const shown = list.data?.toSorted((one, other) => Number(other.is_current) - Number(one.is_current) || other.created_at - one.created_at)
  const others = list.data?.filter(({ is_current }) => !is_current) ?? []
  const failed = list.error ?? end.error
  return (
    <section aria-labelledby="h-sessions">
      <h2 id="h-sessions">{words.profile.sessionsTitle}</h2>
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-16" role="status" aria-label={words.profile.loading} />}
      <ul className="rows">
        {shown?.map((session) => (
          <li key={session.id}>
            {/Mobi/.test(session.user_agent) ? <Smartphone className="ic" /> : <Monitor className="ic" />}
            <span className="grow">
              <b>{browserIn(session.user_agent) ?? words.profile.unknownBrowser}</b>
              <span className="small muted block">
                {session.ip} {words.profile.lastSeen(moment(new Date(session.created_at * 1000).toISOString()))}
              </span>
            </span>
            {session.is_current ? (
              <Chip tone="pass">{words.profile.here}</Chip>
            ) : (
              <Button size="sm" disabled={end.isPending} onClick={() => end.mutate([session.id])}>
                {words.profile.out}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <Button className="mt-3" busy={end.isPending && words.profile.outBusy} onClick={() => end.mutate(others.map(({ id }) => id))}>
          {words.profile.outEverywhere}
        </Button>
      )}
    </section>
  )
}
