/** Works in another workspace: everything that is shown belongs to the old one, so all of it goes. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useNavigate } from "react-router"
import { chooseWorkspace } from "../../api/workspace"
import { paths } from "../../lib/paths"

export function useSwitch() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (workspace: string) => chooseWorkspace(workspace),
    onSuccess: async () => {
      client.clear()
      await navigate(paths.home())
    },
  })
}
