/** The protocol of uploads: the studio says where each part goes, this sends it there, wherever that is. */
import { problemFrom, send } from "./client"
import { Problem } from "./problem"
import { type MissingPart, type OpenedUpload, type PhotoRole, type Upload } from "./shapes"

export type Transport = {
  /** Those of the hashes whose files the studio has already. */
  known: (sha256: string[], signal: AbortSignal) => Promise<Set<string>>
  open: (file: File, sha256: string, signal: AbortSignal) => Promise<OpenedUpload>
  ask: (id: string, signal: AbortSignal) => Promise<Upload>
  /** `onSent` gets the bytes of the part that have left. */
  put: (part: MissingPart, piece: Blob, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<void>
  complete: (id: string, signal: AbortSignal) => Promise<Upload>
  giveUp: (id: string) => Promise<unknown>
}
export type Place = { subject: string; role: PhotoRole; attestation?: string; token?: string }

/** How files get to a place; `token` is the right of a phone that is not signed in. */
export function transportTo({ subject, role, attestation, token }: Place): Transport {
  const headers: Record<string, string> = token ? { Authorization: `HandOff ${token}` } : {}
  const to = `${role}-photos`
  const post = <T>(path: string, json: unknown, signal?: AbortSignal) => send<T>(path, { method: "POST", json, headers, signal })
  return {
    known: async (sha256, signal) => {
      const { known } = await post<{ known: { sha256: string }[] }>("/api/uploads/known/", { to, subject, sha256 }, signal)
      return new Set(known.map((one) => one.sha256))
    },
    open: ({ name, size }, sha256, signal) => post<OpenedUpload>("/api/uploads/", { to, subject, filename: name.slice(-255) || "photo", size, sha256, attestation }, signal),
    ask: (id, signal) => send<Upload>(`/api/uploads/${id}/`, { headers, signal }),
    put,
    complete: (id, signal) => post<Upload>(`/api/uploads/${id}/complete/`, {}, signal),
    giveUp: (id) => send(`/api/uploads/${id}/`, { method: "DELETE", headers, keepalive: true }),
  }
}

/** XMLHttpRequest, because fetch cannot report how much was sent. */
function put({ method, url, headers }: MissingPart, piece: Blob, onSent: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (act: () => void) => {
      signal.removeEventListener("abort", stop)
      act()
    }
    request.open(method, url)
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value))
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => end(() => (request.status < 300 ? resolve() : reject(problemFrom(request.status, request.responseText))))
    request.onerror = () => end(() => reject(new Problem("offline", 0, "")))
    request.onabort = () => end(() => reject(new DOMException("stopped", "AbortError")))
    if (signal.aborted) return reject(new DOMException("stopped", "AbortError"))
    signal.addEventListener("abort", stop)
    request.send(piece)
  })
}
