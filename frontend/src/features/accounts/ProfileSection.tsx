/** Settings of the one who is signed in: name, e-mail, password, and where they are signed in. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/accounts"
import { changeEmail, changeMe, changePassword, emails, me as meQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { type Me } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { Notice } from "../../ui/Notice"
import { PageHead } from "../../ui/PageHead"
import { toast } from "../../ui/toast"
import { SessionList } from "./SessionList"

export function ProfileSection() {
  const { data: me } = useQuery(meQuery)
  return (
    <>
      <PageHead title={words.profile.title} sub={words.profile.sub} />
      {me && <NameForm me={me} />}
      {me?.demo && <Notice title={words.profile.demo}>{words.profile.demoBody}</Notice>}
      {me && !me.demo && (
        <>
          <EmailForm />
          <PasswordForm />
        </>
      )}
      <SessionList />
    </>
  )
}

function NameForm({ me }: { me: Me }) {
  const client = useQueryClient()
  const [name, setName] = useState(me.user.name)
  const save = useMutation({
    mutationFn: () => changeMe({ name: name.trim() }),
    onSuccess: (now) => {
      client.setQueryData<Me>(["me"], now)
      toast(words.profile.saved)
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
      <TextField label={words.profile.name} help={words.profile.nameHelp} required maxLength={150} autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
      {save.error && <ErrorNotice words={wordsFor(save.error)} />}
      <div className="row">
        <Button type="submit" look="primary" disabled={!name.trim() || name.trim() === me.user.name} busy={save.isPending && words.profile.saving}>
          {words.profile.save}
        </Button>
      </div>
    </form>
  )
}

function EmailForm() {
  const client = useQueryClient()
  const { data: addresses } = useQuery({ ...emails, throwOnError: false })
  const [email, setEmail] = useState("")
  const change = useMutation({
    mutationFn: () => changeEmail(email),
    onSuccess: () => {
      setEmail("")
      void client.invalidateQueries({ queryKey: ["emails"] })
    },
  })
  const now = addresses?.find(({ primary }) => primary)
  const waiting = addresses?.find(({ primary, verified }) => !primary && !verified)
  return (
    <section aria-labelledby="h-email">
      <h2 id="h-email">{words.profile.emailTitle}</h2>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {now && (
          <p className="row wrap">
            <span className="muted">{words.profile.emailNow}</span>
            <b>{now.email}</b>
            <Chip tone={now.verified ? "pass" : "none"}>{now.verified ? words.profile.verified : words.profile.unverified}</Chip>
          </p>
        )}
        {waiting && <Notice title={words.profile.waiting(waiting.email)} live />}
        <TextField label={words.profile.emailNew} help={words.profile.emailHelp} type="email" autoComplete="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
        {change.error && <ErrorNotice words={wordsFor(change.error)} />}
        <div className="row">
          <Button type="submit" disabled={!email} busy={change.isPending && words.profile.changing}>
            {words.profile.change}
          </Button>
        </div>
      </form>
    </section>
  )
}

function PasswordForm() {
  const client = useQueryClient()
  const [now, setNow] = useState("")
  const [next, setNext] = useState("")
  const change = useMutation({
    mutationFn: () => changePassword(now, next),
    onSuccess: () => {
      setNow("")
      setNext("")
      void client.invalidateQueries({ queryKey: ["sessions"] })
      toast(words.profile.passwordChanged)
    },
  })
  return (
    <section aria-labelledby="h-password">
      <h2 id="h-password">{words.profile.passwordTitle}</h2>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        <TextField label={words.profile.passwordNow} type="password" autoComplete="current-password" required value={now} onChange={(event) => setNow(event.target.value)} />
        <TextField label={words.newPassword} help={words.passwordHelp} type="password" autoComplete="new-password" required value={next} onChange={(event) => setNext(event.target.value)} />
        {change.error && <ErrorNotice words={wordsFor(change.error)} />}
        <div className="row">
          <Button type="submit" disabled={!now || !next} busy={change.isPending && words.profile.changingPassword}>
            {words.profile.changePassword}
          </Button>
        </div>
      </form>
    </section>
  )
}
