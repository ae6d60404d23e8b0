/** A file in the queue, and what can be said of many. */
import { Problem } from "../../api/problem"
import { type UploadEntry } from "../../api/shapes"

const MOST_BYTES = 25 * 1024 * 1024
const MOST_ARCHIVE_BYTES = 1024 * 1024 * 1024
const PHOTO = /\.(jpe?g|png|webp|hei[cf])$/i
const PHOTO_TYPE = /^image\/(jpeg|png|webp|hei[cf])/

export type ItemState =
  | "waiting"
  | "sending"
  /** All parts are there; the studio looks at the file, or unpacks it. */
  | "checking"
  | "paused"
  | "failed"
  | "duplicate"
  /** An archive of which not every picture was added: the entries say why. */
  | "partly"

export type UploadItem = {
  id: number
  file: File
  state: ItemState
  sha256: string | null
  /** Asked whether the studio has it. */
  isAsked: boolean
  /** Bytes that have left, and those that are safe. */
  sent: number
  kept: number
  error: unknown
  /** Id of the upload at the studio. */
  upload: string | null
  entries: readonly UploadEntry[]
  /** Pictures of an archive still to be looked at. */
  left: number
}

export type QueueState = {
  items: readonly UploadItem[]
  /** What arrived since the queue was last idle. */
  landed: { files: number; bytes: number }
  isPaused: boolean
  /** No connection: it goes on by itself. */
  isLost: boolean
}

export const isPhoto = ({ name, type }: File): boolean => PHOTO.test(name) || PHOTO_TYPE.test(type)
export const isArchive = ({ name }: File): boolean => /\.zip$/i.test(name)

/** Refuses what the studio would refuse anyway, before a byte is read; null when the file may go. */
export function refusedBefore(file: File): Problem | null {
  if (!isPhoto(file) && !isArchive(file)) return new Problem("unsupported_type", 415, "")
  if (file.size === 0) return new Problem("unreadable_picture", 422, "")
  if (file.size > (isArchive(file) ? MOST_ARCHIVE_BYTES : MOST_BYTES)) return new Problem("too_many_bytes", 413, "")
  return null
}

export const isOnItsWay = ({ state }: UploadItem): boolean => state === "waiting" || state === "sending" || state === "checking" || state === "paused"
export const hasStopped = (item: UploadItem): boolean => !isOnItsWay(item)
export const isBusy = ({ items }: QueueState): boolean => items.some(isOnItsWay)

/** A file the studio refused is refused again; only what went wrong on the way is worth a retry. */
export const canHelp = (error: unknown): boolean => !(error instanceof Problem) || error.status === 0 || error.status >= 500 || [401, 403, 404, 409, 429].includes(error.status)

export const isSameFile = (a: File, b: File): boolean => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified

export type Total = { files: number; done: number; bytes: number; sent: number; fraction: number }

/** The total of what was added: files and bytes, done and all. */
export function total(states: readonly QueueState[]): Total {
  const sum: Total = { files: 0, done: 0, bytes: 0, sent: 0, fraction: 0 }
  for (const { items, landed } of states) {
    const on = items.filter(isOnItsWay)
    sum.files += landed.files + on.length
    sum.done += landed.files
    sum.bytes += landed.bytes + on.reduce((bytes, { file }) => bytes + file.size, 0)
    sum.sent += landed.bytes + on.reduce((bytes, { sent }) => bytes + sent, 0)
  }
  return { ...sum, fraction: sum.sent / (sum.bytes || 1) }
}
