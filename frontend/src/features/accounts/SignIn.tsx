/** Sign in; on the machine that runs the studio the demo login is one click. */
import { useQuery } from "@tanstack/react-query"
import { Link, useSearchParams } from "react-router"
import { words } from "#words/accounts"
import { demoLogin, signIn } from "../../api/account"
import { paths } from "../../lib/paths"
import { Notice } from "../../ui/Notice"
import { SignForm } from "./SignForm"

export function SignIn() {
  const demo = useQuery(demoLogin)
  const [search] = useSearchParams()
  const done = search.get("done")
  const said = done === "password" ? words.signIn.changed : done === "email" ? words.signIn.confirmed : null
  return (
    <SignForm
      title={words.signIn.title}
      sub={words.signIn.sub}
      verb={words.signIn.title}
      busy={words.signIn.busy}
      passwordKind="current-password"
      notice={said && <Notice title={said} />}
      enter={signIn}
      prefill={demo.data}
    >
      <p>
        <Link className="link" to={paths.reset()}>
          {words.signIn.forgot}
        </Link>
      </p>
      <p>
        {words.signIn.isNew}{" "}
        <Link className="link" to={paths.signUp()}>
          {words.signIn.make}
        </Link>
      </p>
    </SignForm>
  )
}
