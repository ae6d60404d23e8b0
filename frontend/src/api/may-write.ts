/** Whether the one who looks may change anything here: viewers look and download. */
import { useQuery } from "@tanstack/react-query"
import { me } from "./account"

/** True until the role is known, so that nothing moves for most; the server refuses a viewer's write in any case. */
export const useMayWrite = (): boolean => useQuery({ ...me, throwOnError: false }).data?.workspace.role !== "viewer"
