/** A forgotten password: ask for a link, choose a new one by it. The answer is the same whether there is such an account or not. */
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { Link, useNavigate, useParams } from "react-router"
import { words } from "#words/accounts"
import { requestReset, resetPassword } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { Notice } from "../../ui/Notice"
import { Door } from "./Door"

export function ResetPage() {
  const [email, setEmail] = useState("")
  const ask = useMutation({ mutationFn: () => requestReset(email) })
  return (
    <Door title={words.reset.title} sub={ask.isSuccess ? undefined : words.reset.sub}>
      {ask.isSuccess ? (
        <Notice title={words.reset.sent} live>
          {words.reset.sentBody(email)}
        </Notice>
      ) : (
        <form
          className="stack loose"
          onSubmit={(event) => {
            event.preventDefault()
            ask.mutate()
          }}
        >
          <TextField label={words.email} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
          {ask.error && <ErrorNotice words={wordsFor(ask.error)} />}
          <Button type="submit" look="primary" size="wide" busy={ask.isPending && words.reset.sending}>
            {words.reset.send}
          </Button>
        </form>
      )}
      <Back />
    </Door>
  )
}

export function ChoosePasswordPage() {
  const { key = "" } = useParams()
  const navigate = useNavigate()
  const [password, setPassword] = useState("")
  const save = useMutation({
    mutationFn: () => resetPassword(key, password),
    onSuccess: () => navigate(`${paths.signIn()}?done=password`, { replace: true }),
  })
  return (
    <Door title={words.reset.title} sub={words.reset.chooseSub}>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField label={words.newPassword} type="password" autoComplete="new-password" help={words.passwordHelp} required value={password} onChange={(event) => setPassword(event.target.value)} />
        {save.error && <ErrorNotice words={wordsFor(save.error)} />}
        <Button type="submit" look="primary" size="wide" busy={save.isPending && words.reset.saving}>
          {words.reset.save}
        </Button>
      </form>
      <p className="small">
        <Link className="link" to={paths.reset()}>
          {words.reset.again}
        </Link>
      </p>
      <Back />
    </Door>
  )
}

function Back() {
  return (
    <p className="small">
      <Link className="link" to={paths.signIn()}>
        {words.reset.back}
      </Link>
    </p>
  )
}
