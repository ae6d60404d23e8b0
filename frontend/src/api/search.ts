/** Things by their names: models, runs and photos in one answer. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, query } from "./client"
import { type Found } from "./shapes"

export const search = (words: string) =>
  queryOptions({
    queryKey: ["search", words],
    queryFn: ({ signal }) => get<Found>(`/api/search/${query({ q: words })}`, signal),
    enabled: words !== "",
    placeholderData: keepPreviousData,
    throwOnError: false,
  })
