/** The link of the letter that confirms an e-mail; it works once, and asks for one click so that no mail scanner uses it up. */
import { useMutation } from "@tanstack/react-query"
import { useParams } from "react-router"
import { words } from "#words/accounts"
import { verifyEmail } from "../../api/account"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Notice } from "../../ui/Notice"
import { Door } from "./Door"

export function VerifyEmailPage() {
  const { key = "" } = useParams()
  const verify = useMutation({ mutationFn: () => verifyEmail(key) })
  return (
    <Door title={words.verify.title}>
      {verify.isSuccess && (
        <Notice title={words.verify.done} live>
          {words.verify.doneBody}
        </Notice>
      )}
      {verify.isError && (
        <Notice tone="refuse" title={words.verify.broken} live>
          {words.verify.brokenBody}
        </Notice>
      )}
      {verify.isSuccess || verify.isError ? (
        <ButtonLink look="primary" size="wide" to={paths.home()}>
          {words.verify.goOn}
        </ButtonLink>
      ) : (
        <Button look="primary" size="wide" busy={verify.isPending && words.verify.working} onClick={() => verify.mutate()}>
          {words.verify.title}
        </Button>
      )}
    </Door>
  )
}
