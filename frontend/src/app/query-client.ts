/** The one store of what the server said. */
import { QueryCache, QueryClient } from "@tanstack/react-query"
import { isProblem, Problem } from "../api/problem"

const TRIES = 2

/** A refusal will be refused again; only a lost answer is asked for once more. */
const isWorthAnotherTry = (tries: number, error: unknown) => tries < TRIES && (!(error instanceof Problem) || error.status === 0 || error.status >= 500)

/** What is not there belongs to the page's error element; every other failure is shown beside the thing. */
const isNotFound = (error: unknown) => error instanceof Problem && error.status === 404

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // A session that ended is noticed by any request; asking who is signed in leads to the sign-in page.
      onError: (error, query) => {
        if (isProblem(error, "not_signed_in") && query.queryKey[0] !== "me") void client.invalidateQueries({ queryKey: ["me"] })
      },
    }),
    defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 15_000, throwOnError: isNotFound } },
  })
  return client
}
