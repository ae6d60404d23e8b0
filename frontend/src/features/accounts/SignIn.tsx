/** Sign in; on the machine that runs the studio the demo login is one click. */
import { useQuery } from "@tanstack/react-query"
import { Link } from "react-router"
import { demoLogin, signIn } from "../../api/account"
import { paths } from "../../lib/paths"
import { SignForm } from "./SignForm"

export function SignIn() {
  const demo = useQuery(demoLogin)
  return (
    <SignForm title="Sign in" sub="Your models, photos and pictures are where you left them." verb="Sign in" busy="Signing in" passwordKind="current-password" enter={signIn} prefill={demo.data}>
      New here?{" "}
      <Link className="link" to={paths.signUp()}>
        Make an account
      </Link>
    </SignForm>
  )
}
