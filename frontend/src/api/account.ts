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

/** Whether somebody may make an account here; with `invitation` (the token of a link) by that link. */
export const signUpOffer = (invitation?: string) =>
  queryOptions({
    queryKey: ["sign-up", invitation],
    queryFn: async ({ signal }) => (await send<{ data: { account: { is_open_for_signup: boolean } } }>(`${AUTH}/config`, { invitation, signal })).data.account.is_open_for_signup,
    staleTime: 60_000,
    retry: false,
  })

/** What to say where allauth says nothing, by the status of its answer. */
type Fallback = string | ((status: number) => string)
type AuthError = { message: string; code: string; param?: string }

const WRONG = "This e-mail and password do not belong together. Check both."
/** Where allauth says what is wrong and not what to do. */
const BETTER: Record<string, string> = {
  email_password_mismatch: WRONG,
  email_taken: "This e-mail has an account here, so nothing was changed. Sign in with it, or ask for a new password.",
  invalid_password_reset: "This link no longer works. Your password is as it was. Ask for a new link.",
}

/** What allauth refuses, in its own words where they say what to do. */
function inWords(error: unknown, title: string, fallback: Fallback): unknown {
  if (!(error instanceof Problem) || error.status === 0 || error.status >= 500 || error.status === 429) return error
  const first = (error.extra.errors as AuthError[] | undefined)?.[0]
  const better = first && Object.hasOwn(BETTER, first.code) ? BETTER[first.code] : undefined
  return new Problem("sign_in_refused", error.status, better ?? first?.message ?? (typeof fallback === "string" ? fallback : fallback(error.status)), title, { param: first?.param })
}

async function ask<T>(path: string, options: Parameters<typeof send>[1], title: string, fallback: Fallback): Promise<T> {
  await get(`${AUTH}/config`) // sets the CSRF cookie before the first POST
  try {
    return await send<T>(AUTH + path, options)
  } catch (error) {
    throw inWords(error, title, fallback)
  }
}

/** Like `ask`, where allauth says 401 for "done, and you are not signed in". */
async function askSignedOut(path: string, json: unknown, title: string, fallback: string): Promise<void> {
  try {
    await ask(path, { method: "POST", json }, title, fallback)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
}

const UNCONFIRMED = "This studio lets nobody in before the e-mail is confirmed. A link is on its way to it: follow it, then sign in."
const NOT_MADE = "Nothing was made. Check the e-mail and choose a longer password."
const CLOSED = "Sign-up is closed in this studio, so nothing was made. Ask its operator, or an owner of a workspace, for an invitation."

export async function signIn(email: string, password: string): Promise<void> {
  await ask("/auth/login", { method: "POST", json: { email, password } }, "Not signed in", (status) => (status === 401 ? UNCONFIRMED : WRONG))
}

/** Makes an account; with `invitation` (the token of a link) it joins that workspace. A Problem with status 401 says that the e-mail has to be confirmed first. */
export async function signUp(email: string, password: string, invitation?: string): Promise<void> {
  await ask("/auth/signup", { method: "POST", json: { email, password }, invitation }, "No account made", (status) => (status === 403 ? CLOSED : NOT_MADE))
}

/** Sends a link to choose a new password; answers the same whether there is such an account or not. */
export async function requestReset(email: string): Promise<void> {
  await ask("/auth/password/request", { method: "POST", json: { email } }, "No link was sent", "Check the e-mail and try again.")
}

export const resetPassword = (key: string, password: string) =>
  askSignedOut("/auth/password/reset", { key, password }, "Password not changed", "This link no longer works. Your password is as it was. Ask for a new link.")

export const verifyEmail = (key: string) => askSignedOut("/auth/email/verify", { key }, "Not confirmed", "This link no longer works. Nothing was changed.")

export async function changePassword(current: string, next: string): Promise<void> {
  const json = { current_password: current, new_password: next }
  await ask("/account/password/change", { method: "POST", json }, "Password not changed", "Check the password you have now.")
}

export type EmailAddress = { email: string; primary: boolean; verified: boolean }

export const emails = queryOptions({
  queryKey: ["emails"],
  queryFn: async ({ signal }) => (await get<{ data: EmailAddress[] }>(`${AUTH}/account/email`, signal)).data,
})

export async function changeEmail(email: string): Promise<void> {
  await ask("/account/email", { method: "POST", json: { email } }, "E-mail not changed", "Check the e-mail.")
}

export type Session = { id: number; user_agent: string; ip: string; created_at: number; is_current: boolean }

export const sessions = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) => (await get<{ data: Session[] }>(`${AUTH}/auth/sessions`, signal)).data,
})

export async function endSessions(ids: number[]): Promise<void> {
  await ask("/auth/sessions", { method: "DELETE", json: { sessions: ids } }, "Not signed out", "Try again in a moment.")
}

/** Signs out; allauth answers a successful sign-out with 401. */
export async function signOut(): Promise<void> {
  try {
    await send(`${AUTH}/auth/session`, { method: "DELETE" })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
}
