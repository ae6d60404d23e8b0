/** Make an account; who comes by an invitation joins its workspace with it. */
import { useState } from "react"
import { Link, useSearchParams } from "react-router"
import { words } from "#words/accounts"
import { signUp } from "../../api/account"
import { Problem } from "../../api/problem"
import { paths } from "../../lib/paths"
import { Door } from "./Door"
import { SignForm } from "./SignForm"

export function SignUp() {
  const [search] = useSearchParams()
  const invitation = search.get("invite") ?? undefined
  const [isWaiting, wait] = useState(false)
  if (isWaiting) return <Door title={words.signUp.checkMail} sub={words.signUp.checkMailBody}>{null}</Door>
  const enter = async (email: string, password: string) => {
    try {
      await signUp(email, password, invitation)
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      wait(true) // made, but this studio wants the e-mail confirmed first
    }
  }
  return (
    <SignForm
      title={words.signUp.title}
      sub={invitation ? words.signUp.invited : words.signUp.sub}
      verb={words.signUp.verb}
      busy={words.signUp.busy}
      passwordKind="new-password"
      passwordHelp={words.passwordHelp}
      enter={enter}
    >
      <p>
        {words.signUp.hasOne}{" "}
        <Link className="link" to={paths.signIn(invitation && paths.invite(invitation))}>
          {words.signUp.signIn}
        </Link>
      </p>
    </SignForm>
  )
}
