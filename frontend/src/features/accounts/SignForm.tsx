/** The form that signs in or signs up; one shape for both. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useNavigate, useSearchParams } from "react-router"
import { words } from "#words/accounts"
import { wordsFor } from "../../api/problem"
import { safeNext } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { Door } from "./Door"

type Props = {
  title: string
  sub: string
  verb: string
  busy: string
  passwordKind: "current-password" | "new-password"
  passwordHelp?: string
  notice?: ReactNode
  enter: (email: string, password: string) => Promise<void>
  prefill?: { email: string; password: string } | null
  children: ReactNode
}

export function SignForm({ title, sub, verb, busy, passwordKind, passwordHelp, notice, enter, prefill, children }: Props) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [email, setEmail] = useState("")
  const [password, setPassword] = useState("")
  const attempt = useMutation({
    mutationFn: (login: { email: string; password: string }) => enter(login.email, login.password),
    onSuccess: async () => {
      client.clear()
      await navigate(safeNext(search.get("next")), { replace: true })
    },
  })
  return (
    <Door title={title} sub={sub}>
      {notice}
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          attempt.mutate({ email, password })
        }}
      >
        <TextField label={words.email} type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label={words.password} type="password" name="password" autoComplete={passwordKind} help={passwordHelp} required value={password} onChange={(event) => setPassword(event.target.value)} />
        {attempt.error && <ErrorNotice words={wordsFor(attempt.error)} />}
        <Button type="submit" look="primary" size="wide" busy={attempt.isPending && busy}>
          {verb}
        </Button>
        {prefill && (
          <Button size="wide" disabled={attempt.isPending} onClick={() => attempt.mutate(prefill)}>
            {words.signIn.demo}
          </Button>
        )}
      </form>
      <div className="small muted stack gap-1!">{children}</div>
    </Door>
  )
}
