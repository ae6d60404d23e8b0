/** Who is signed in, and the way out. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { LogOut, Settings } from "lucide-react"
import { Link, useNavigate } from "react-router"
import { words as settingsWords } from "#words/settings"
import { words } from "#words/shell"
import { signOut } from "../api/account"
import { type Me } from "../api/shapes"
import { initials } from "../lib/format"
import { paths } from "../lib/paths"
import { WorkspaceSwitch } from "../features/accounts/WorkspaceSwitch"
import { Menu } from "../ui/Menu"
import { forget } from "./places"

export function AccountMenu({ me }: { me: Me }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate(paths.signIn())
      client.clear()
      forget()
    },
  })
  const name = me.user.name || me.user.email
  return (
    <Menu label={`${initials(name)}, ${words.account(name)}`} buttonClass="me" align="right" button={initials(name)}>
      {(close) => (
        <ul>
          <li className="who">
            <b className="cut block">{name}</b>
            <span className="small muted cut block">{me.user.email}</span>
            {me.demo && <span className="small muted">{words.demo}</span>}
          </li>
          <WorkspaceSwitch here={me.workspace.id} onChoose={() => (close(), forget())} />
          <li>
            <Link to={paths.settings()} onClick={close}>
              <Settings className="ic" />
              {settingsWords.title}
            </Link>
          </li>
          <li>
            <button type="button" onClick={() => leave.mutate()}>
              <LogOut className="ic" />
              {leave.isPending ? words.signingOut : words.signOut}
            </button>
          </li>
        </ul>
      )}
    </Menu>
  )
}
