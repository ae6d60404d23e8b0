/** The showing of the whole way: what it costs, how far it is, and the one request that starts it. */
import { queryOptions } from "@tanstack/react-query"
import { get, send } from "./client"
import { type Demonstration } from "./shapes"

export const demonstration = queryOptions({ queryKey: ["demonstration"], queryFn: ({ signal }) => get<Demonstration>("/api/demonstration/", signal) })

export const beginDemonstration = () => send<Demonstration>("/api/demonstration/", { method: "POST" })
