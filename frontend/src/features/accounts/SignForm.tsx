/** The form that signs in or signs up; one shape for both. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useNavigate, useSearchParams } from "react-router"
import { wordsFor } from "../../api/problem"
import { safeNext } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { Logo } from "../../ui/Logo"
import { useTitle } from "../../ui/PageHead"
import "./accounts.css"

type Props = {
  title: string
  sub: string
  verb: string
  busy: string
  passwordKind: "current-password" | "new-password"
  passwordHelp?: string
  enter: (email: string, password: string) => Promise<void>
  prefill?: { email: string; password: string } | null
  children: ReactNode
}

export function SignForm({ title, sub, verb, busy, passwordKind, passwordHelp, enter, prefill, children }: Props) {
  useTitle(title)
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
    <main className="door" id="main">
      <div className="doorcard">
        <div className="row gap-3!">
          <span className="doorlogo">
            <Logo />
          </span>
          <b>AI Model Studio</b>
        </div>
        <div>
          <h1>{title}</h1>
          <p className="muted mt-1">{sub}</p>
        </div>
        <form
          className="stack loose"
          onSubmit={(event) => {
            event.preventDefault()
            attempt.mutate({ email, password })
          }}
        >
          <TextField label="E-mail" type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} />
          <TextField label="Password" type="password" name="password" autoComplete={passwordKind} help={passwordHelp} required value={password} onChange={(event) => setPassword(event.target.value)} />
          {attempt.error && <ErrorNotice words={wordsFor(attempt.error)} />}
          <Button type="submit" look="primary" size="wide" busy={attempt.isPending && busy}>
            {verb}
          </Button>
          {prefill && (
            <Button size="wide" disabled={attempt.isPending} onClick={() => attempt.mutate(prefill)}>
              Use the demo login
            </Button>
          )}
        </form>
        <p className="small muted">{children}</p>
      </div>
      <DevelopingSheet />
    </main>
  )
}

/** Empty frames that fill in: what the product does, without a picture of anybody. */
function DevelopingSheet() {
  return (
    <div className="doorsheet" aria-hidden="true">
      {Array.from({ length: 24 }, (_, at) => (
        <i key={at} data-shade={(at * 7) % 5} className={at === 9 ? "chosen" : undefined} />
      ))}
    </div>
  )
}
