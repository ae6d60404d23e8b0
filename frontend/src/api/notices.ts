/** Notices: what the member was told of runs that ended, and how they want to be told. */
import { queryOptions } from "@tanstack/react-query"
import { get, send } from "./client"
import { type NoticePreference, type Page, type Told } from "./shapes"

export const unread = queryOptions({ queryKey: ["notices", "unread"], queryFn: ({ signal }) => get<{ unread: number }>("/api/notices/unread/", signal) })

export const newest = queryOptions({ queryKey: ["notices", "newest"], queryFn: ({ signal }) => get<Page<Told>>("/api/notices/?limit=12", signal) })

/** Without `notices` all of them were read. */
export const markRead = (notices?: string[]) => send<{ unread: number }>("/api/notices/read/", { method: "POST", json: notices ? { notices } : {} })

export const preference = queryOptions({ queryKey: ["notice-preference"], queryFn: ({ signal }) => get<NoticePreference>("/api/notices/preferences/", signal) })

export const prefer = (chosen: { in_page?: boolean; by_email?: boolean }) => send<NoticePreference>("/api/notices/preferences/", { method: "PATCH", json: chosen })
