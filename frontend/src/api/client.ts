/** Speaks to the API: same origin, session cookie, CSRF, and every failure as a Problem. */
import { Problem } from "./problem"

type Send = { method?: string; json?: unknown; form?: FormData; key?: string; invitation?: string; keepalive?: boolean; signal?: AbortSignal; headers?: Record<string, string> }

export function csrfToken(cookies: string = document.cookie): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookies)?.[1] ?? ""
}

type ProblemBody = { errors?: unknown; code?: string; detail?: string; title?: string; extra?: Record<string, unknown>; facts?: Record<string, unknown> }

/** Reads a failed answer into a Problem; `text` may be problem+json or anything a proxy sends. */
export function problemFrom(status: number, text: string): Problem {
  let body: ProblemBody = {}
  try {
    body = JSON.parse(text) as ProblemBody
  } catch {
    // Not our API's words (a proxy, say): the status alone decides.
  }
  const byStatus: Record<number, string> = { 401: "not_signed_in", 429: "too_many_requests", 413: "too_many_bytes", 502: "offline", 503: "offline", 504: "offline" }
  const said = body.code === "not_authenticated" ? "not_signed_in" : body.code
  const code = said ?? byStatus[status] ?? `http_${status}`
  const facts = (body.extra?.facts ?? body.facts ?? {}) as Record<string, unknown>
  return new Problem(code, status, body.detail ?? "", body.title ?? "", { ...body.extra, ...facts, errors: body.errors })
}

/** Sends one request and gives the answer's JSON (null when there is none). */
export async function send<T>(path: string, { method = "GET", json, form, key, invitation, keepalive, signal, headers: more }: Send = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...more }
  if (json !== undefined) headers["Content-Type"] = "application/json"
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken()
  if (key) headers["Idempotency-Key"] = key
  if (invitation) headers["X-Invitation"] = invitation
  let answer: Response
  try {
    answer = await fetch(path, { method, headers, body: form ?? (json === undefined ? undefined : JSON.stringify(json)), keepalive, signal })
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error
    throw new Problem("offline", 0, "")
  }
  const text = await answer.text()
  if (!answer.ok) throw problemFrom(answer.status, text)
  return (text ? JSON.parse(text) : null) as T
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => send<T>(path, { signal })

/** "?a=1&b=2" of what is set, or "". */
export function query(params: Record<string, string | number | undefined | null>): string {
  const set = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== "")
  return set.length ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}` : ""
}
