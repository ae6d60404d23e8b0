/** Workspaces, members, invitations and API keys. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type ApiKey, type Invitation, type MadeInvitation, type MadeKey, type Member, type MemberRole, type Offer, type Page, type Scope, type Workspace } from "./shapes"

const pages = <T>(queryKey: string[], path: string) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => get<Page<T>>(pageParam, signal),
    initialPageParam: `${path}${query({ limit: 100 })}`,
    getNextPageParam: (last: Page<T>) => (last.next ? sameOrigin(last.next) : undefined),
  })

export const workspaces = queryOptions({
  queryKey: ["workspaces"],
  queryFn: async ({ signal }) => (await get<{ results: Workspace[] }>("/api/workspaces/", signal)).results,
  staleTime: 60_000,
})

/** Every request and live channel of this browser works in another workspace from now on. */
export const chooseWorkspace = (workspace: string) => send<Workspace>("/api/workspaces/choose/", { method: "POST", json: { workspace } })
export const renameWorkspace = (name: string) => send<Workspace>("/api/workspace/", { method: "PATCH", json: { name } })
export const leaveWorkspace = () => send<null>("/api/members/leave/", { method: "POST" })

export const members = pages<Member>(["members"], "/api/members/")
export const changeRole = (member: string, role: MemberRole) => send<Member>(`/api/members/${member}/`, { method: "PATCH", json: { role } })
export const removeMember = (member: string) => send<null>(`/api/members/${member}/`, { method: "DELETE" })

export const invitations = pages<Invitation>(["invitations"], "/api/invitations/")
export const invite = (fields: { role: MemberRole; email: string; most: number }) => send<MadeInvitation>("/api/invitations/", { method: "POST", json: fields })
export const takeBack = (invitation: string) => send<Invitation>(`/api/invitations/${invitation}/take-back/`, { method: "POST" })

export const offer = (token: string) =>
  queryOptions({ queryKey: ["offer", token], queryFn: ({ signal }) => send<Offer>("/api/invitations/look/", { method: "POST", json: { token }, signal }), retry: false })
export const acceptInvitation = (token: string) => send<Workspace>("/api/invitations/accept/", { method: "POST", json: { token } })

export const keys = pages<ApiKey>(["keys"], "/api/keys/")
export const makeKey = (fields: { name: string; scopes: Scope[]; days: number | null }) => send<MadeKey>("/api/keys/", { method: "POST", json: fields })
export const revokeKey = (prefix: string) => send<null>(`/api/keys/${prefix}/`, { method: "DELETE" })
