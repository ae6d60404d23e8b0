/** The other workspaces of a user, in a menu; nothing where there is only one. */
import { useQuery } from "@tanstack/react-query"
import { ArrowRightLeft } from "lucide-react"
import { words } from "#words/accounts"
import { workspaces as workspacesQuery } from "../../api/workspace"
import { useSwitch } from "./use-switch"

export function WorkspaceSwitch({ here, onChoose }: { here: string; onChoose: () => void }) {
  const { data: list } = useQuery({ ...workspacesQuery, throwOnError: false })
  const change = useSwitch()
  return list
    ?.filter(({ id }) => id !== here)
    .map(({ id, name }) => (
      <li key={id}>
        <button
          type="button"
          aria-label={words.workspace.go(name)}
          onClick={() => {
            onChoose()
            change.mutate(id)
          }}
        >
          <ArrowRightLeft className="ic" />
          <span className="cut">{name}</span>
        </button>
      </li>
    ))
}
