/** The right of a phone to add photos to one place. */
import { queryOptions } from "@tanstack/react-query"
import { get, send } from "./client"
import { type HandOff, type Phone, type PhotoRole, type ShownHandOff } from "./shapes"

/** While no event comes, the dialog asks now and then. */
const ASK_MS = 5000

export const makeHandOff = (subject: string, role: PhotoRole) => send<ShownHandOff>("/api/hand-offs/", { method: "POST", json: { subject, to: `${role}-photos` } })

export const endHandOff = (id: string) => send<null>(`/api/hand-offs/${id}/`, { method: "DELETE", keepalive: true })

export const handOff = (id: string) =>
  queryOptions({ queryKey: ["hand-off", id], queryFn: ({ signal }) => get<HandOff>(`/api/hand-offs/${id}/`, signal), refetchInterval: ASK_MS })

/** What the phone may do; the token goes into a header, so that no log of addresses keeps it. */
export const phone = (token: string) =>
  queryOptions({
    queryKey: ["phone", token],
    queryFn: ({ signal }) => send<Phone>("/api/hand-offs/phone/", { headers: { Authorization: `HandOff ${token}` }, signal }),
    retry: false,
  })
