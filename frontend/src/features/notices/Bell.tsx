/** The bell of the top bar: how many notices were not read, and the newest of them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Bell as BellIcon, Settings2 } from "lucide-react"
import { Link } from "react-router"
import { markRead, newest, unread as unreadQuery } from "../../api/notices"
import { wordsFor } from "../../api/problem"
import { type Page, type Told } from "../../api/shapes"
import { moment } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Menu } from "../../ui/Menu"
import { words } from "#words/notices"
import "./notices.css"

export function Bell() {
  const { data } = useQuery(unreadQuery)
  const unread = data?.unread ?? 0
  return (
    <Menu
      label={words.bell(unread)}
      buttonClass="btn bare sq bell"
      align="right"
      button={
        <>
          <BellIcon className="ic" />
          {unread > 0 && (
            <span className="bellcount" aria-hidden="true">
              {words.badge(unread)}
            </span>
          )}
        </>
      }
    >
      {(close) => <Newest close={close} unread={unread} />}
    </Menu>
  )
}

function Newest({ close, unread }: { close: () => void; unread: number }) {
  const { data, error, isPending, refetch } = useQuery(newest)
  const read = useMarkRead()
  return (
    <section className="notices" aria-label={words.title}>
      <header className="row between">
        <h2>{words.title}</h2>
        {unread > 0 && (
          <Button size="sm" look="bare" onClick={() => read.mutate(undefined)}>
            {words.readAll}
          </Button>
        )}
      </header>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {isPending && <span className="skel h-12 late" role="status" aria-label={words.loading} />}
      {data?.results.length === 0 && <p className="small muted">{words.none}</p>}
      <ul>
        {data?.results.map((told) => (
          <ToldRow
            key={told.id}
            told={told}
            onOpen={() => {
              if (!told.read_at) read.mutate([told.id])
              close()
            }}
          />
        ))}
      </ul>
      <ButtonLink size="sm" look="bare" to={paths.settings("notifications")} onClick={close}>
        <Settings2 className="ic" />
        {words.how}
      </ButtonLink>
    </section>
  )
}

function ToldRow({ told, onOpen }: { told: Told; onOpen: () => void }) {
  return (
    <li>
      <Link className="told" to={paths.run(told.run)} onClick={onOpen} data-news={told.news}>
        <span className="row between">
          <b className="font-medium">
            {!told.read_at && <span className="unread" role="img" aria-label={words.unread} />}
            {told.title}
          </b>
          <span className="edge whitespace-nowrap">{moment(told.created_at)}</span>
        </span>
        <span className="small muted">{told.detail}</span>
      </Link>
    </li>
  )
}

/** Shown as read at once; what the server says of the number counts. */
function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (notices: string[] | undefined) => markRead(notices),
    onMutate: (notices) => {
      const now = new Date().toISOString()
      const isRead = (told: Told) => !notices || notices.includes(told.id)
      client.setQueryData<Page<Told>>(newest.queryKey, (page) => page && { ...page, results: page.results.map((told) => (isRead(told) && !told.read_at ? { ...told, read_at: now } : told)) })
    },
    onSuccess: (left) => client.setQueryData(unreadQuery.queryKey, left),
    onError: () => void client.invalidateQueries({ queryKey: ["notices"] }),
  })
}
