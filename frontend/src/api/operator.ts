/** What an operator sees and does: users, workspaces, grants, prices, engines, health. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type EngineSwitch, type Funds, type Health, type Page, type Price, type User } from "./shapes"

const found = <T>(name: string, path: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ["operator", name, search],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(pageParam, signal),
    initialPageParam: `${path}${query({ search, limit: 25 })}`,
    getNextPageParam: (last: Page<T>) => (last.next ? sameOrigin(last.next) : undefined),
  })

export const users = (search: string) => found<User>("users", "/api/operator/users/", search)
export const changeUser = (id: string, fields: { is_active?: boolean; is_staff?: boolean }) => send<User>(`/api/operator/users/${id}/`, { method: "PATCH", json: fields })

export const funds = (search: string) => found<Funds>("workspaces", "/api/operator/workspaces/", search)
export const grant = (fields: { workspace: string; credits: number; note: string; key: string }) => send<Funds>("/api/operator/grants/", { method: "POST", json: fields })

const all = async <T>(path: string, signal: AbortSignal) => (await get<{ results: T[] }>(path, signal)).results

export const prices = queryOptions({ queryKey: ["operator", "prices"], queryFn: ({ signal }) => all<Price>("/api/operator/prices/", signal) })
export const setPrice = (fields: { capability: string; engine: string; credits: number; effective_from?: string }) => send<Price>("/api/operator/prices/", { method: "POST", json: fields })
export const dropPrice = (id: number) => send<null>(`/api/operator/prices/${id}/`, { method: "DELETE" })

export const switches = queryOptions({ queryKey: ["operator", "engines"], queryFn: ({ signal }) => all<EngineSwitch>("/api/operator/engines/", signal) })
export const switchEngine = (key: string, isOn: boolean) => send<EngineSwitch>(`/api/operator/engines/${key}/`, { method: "PATCH", json: { is_on: isOn } })

export const health = queryOptions({ queryKey: ["operator", "health"], queryFn: ({ signal }) => get<Health>("/api/operator/health/", signal), refetchInterval: 15_000 })
