/** Make an account. */
import { Link } from "react-router"
import { signUp } from "../../api/account"
import { paths } from "../../lib/paths"
import { SignForm } from "./SignForm"

export function SignUp() {
  return (
    <SignForm
      title="Make an account"
      sub="You get your own workspace. Nobody else sees your photos."
      verb="Make account"
      busy="Making account"
      passwordKind="new-password"
      passwordHelp="At least 8 characters. Three words in a row work well."
      enter={signUp}
    >
      You have one already?{" "}
      <Link className="link" to={paths.signIn()}>
        Sign in
      </Link>
    </SignForm>
  )
}
