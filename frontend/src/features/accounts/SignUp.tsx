/** Make an account; who comes by an invitation joins its workspace with it. */
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { Link, useSearchParams } from "react-router"
import { words } from "#words/accounts"
import { signUp, signUpOffer } from "../../api/account"
import { Problem } from "../../api/problem"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Notice } from "../../ui/Notice"
import { Door } from "./Door"
import { SignForm } from "./SignForm"

export function SignUp() {
  const [search] = useSearchParams()
  const invitation = search.get("invite") ?? undefined
  const [isWaiting, wait] = useState(false)
  const isOpen = useQuery({ ...signUpOffer(invitation), throwOnError: false }).data ?? true
  if (isWaiting) return <Door title={words.signUp.checkMail} sub={words.signUp.checkMailBody}>{null}</Door>
  if (!isOpen) return <Closed wasInvited={invitation !== undefined} />
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

/** This studio takes only people who were invited: says whom to ask. */
function Closed({ wasInvited }: { wasInvited: boolean }) {
  return (
    <Door title={words.signUp.title}>
      <Notice title={wasInvited ? words.invite.broken : words.signUp.closed}>{wasInvited ? words.signUp.closedLink : words.signUp.closedBody}</Notice>
      <ButtonLink size="wide" to={paths.signIn()}>
        {words.signUp.signIn}
      </ButtonLink>
    </Door>
  )
}
