/** The engines that can do a thing, each with the schema of its options. */
import { queryOptions } from "@tanstack/react-query"
import { get, query } from "./client"
import { type Engine, type Page } from "./shapes"

export const engines = (does: string) =>
  queryOptions({
    queryKey: ["engines", does],
    queryFn: async ({ signal }) => {
      const answer = await get<Engine[] | Page<Engine>>(`/api/engines/${query({ does })}`, signal)
      return Array.isArray(answer) ? answer : answer.results
    },
    staleTime: 300_000,
  })
