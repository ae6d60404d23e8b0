/** The page of an invitation: who is signed in joins, everybody else signs in or makes an account first. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useNavigate, useParams } from "react-router"
import { words } from "#words/accounts"
import { me as meQuery } from "../../api/account"
import { wordsFor } from "../../api/problem"
import { type Offer } from "../../api/shapes"
import { acceptInvitation, offer as offerQuery } from "../../api/workspace"
import { date } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { Notice } from "../../ui/Notice"
import { Door } from "./Door"

export function InvitePage() {
  const { token = "" } = useParams()
  const offer = useQuery({ ...offerQuery(token), throwOnError: false })
  const session = useQuery({ ...meQuery, throwOnError: false })
  if (offer.error) {
    const { body } = wordsFor(offer.error)
    return (
      <Door title={words.invite.title}>
        <Notice tone="refuse" title={words.invite.broken}>
          {body}
        </Notice>
        <ButtonLink size="wide" to={paths.home()}>
          {words.invite.home}
        </ButtonLink>
      </Door>
    )
  }
  if (!offer.data || session.isPending) return <Door title={words.invite.title} sub={words.invite.looking}>{null}</Door>
  return (
    <Door title={words.invite.heading(offer.data.workspace)} sub={words.invite.sub(offer.data.invited_by)}>
      <Facts
        facts={[
          [words.invite.role, `${words.roles[offer.data.role].name}: ${words.roles[offer.data.role].can}`],
          [words.invite.until, date(offer.data.expires_at)],
        ]}
      />
      {session.data ? <Join token={token} offer={offer.data} email={session.data.user.email} /> : <ComeInFirst token={token} />}
    </Door>
  )
}

function Join({ token, offer, email }: { token: string; offer: Offer; email: string }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const join = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: async () => {
      client.clear()
      await navigate(paths.home(), { replace: true })
    },
  })
  return (
    <>
      {join.error && <ErrorNotice words={wordsFor(join.error)} />}
      <Button look="primary" size="wide" busy={join.isPending && words.invite.joining} onClick={() => join.mutate()}>
        {words.invite.join(offer.workspace)}
      </Button>
      <p className="small muted">{words.invite.as(email)}</p>
    </>
  )
}

function ComeInFirst({ token }: { token: string }) {
  return (
    <>
      <p className="muted">{words.invite.signInFirst}</p>
      <ButtonLink look="primary" size="wide" to={paths.signUp(token)}>
        {words.signIn.make}
      </ButtonLink>
      <ButtonLink size="wide" to={paths.signIn(paths.invite(token))}>
        {words.signIn.title}
      </ButtonLink>
    </>
  )
}
