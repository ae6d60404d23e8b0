/** Who is signed in, and how they get in and out (allauth headless, browser client). */
import { queryOptions } from "@tanstack/react-query"
import { get, send } from "./client"
import { Problem } from "./problem"
import { type DemoLogin, type Me } from "./shapes"

const AUTH = "/_allauth/browser/v1"

export const me = queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => get<Me>("/api/me/", signal), staleTime: 60_000, retry: false })

export const changeMe = (fields: { name: string }) => send<Me>("/api/me/", { method: "PATCH", json: fields })

/** The demo login, or null where there is none (anywhere but on this machine). */
export const demoLogin = queryOptions({
  queryKey: ["demo"],
  queryFn: async ({ signal }) => {
    try {
      return await get<DemoLogin>("/api/demo/", signal)
    } catch {
      return null
    }
  },
  staleTime: Infinity,
  retry: false,
})

type AuthAnswer = { errors?: { message: string; code: string; param?: string }[] }

async function authenticate(path: "login" | "signup", email: string, password: string): Promise<void> {
  await get(`${AUTH}/config`) // sets the CSRF cookie before the first POST
  try {
    await send(`${AUTH}/auth/${path}`, { method: "POST", json: { email, password } })
  } catch (error) {
    throw error instanceof Problem ? inWords(error, path) : error
  }
}

function inWords(problem: Problem, path: "login" | "signup"): Problem {
  if (problem.status === 0 || problem.status >= 500 || problem.status === 429) return problem
  const said = (problem.extra.errors as AuthAnswer["errors"])?.[0]?.message
  const fallback = path === "login" ? "This e-mail and password do not belong together. Check both." : "This account could not be made. Check the e-mail and choose a longer password."
  return new Problem("sign_in_refused", problem.status, said ?? fallback, path === "login" ? "Not signed in" : "No account made", { param: (problem.extra.errors as AuthAnswer["errors"])?.[0]?.param })
}

export const signIn = (email: string, password: string) => authenticate("login", email, password)
export const signUp = (email: string, password: string) => authenticate("signup", email, password)

/** Signs out; allauth answers a successful sign-out with 401. */
export async function signOut(): Promise<void> {
  try {
    await send(`${AUTH}/auth/session`, { method: "DELETE" })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
}
