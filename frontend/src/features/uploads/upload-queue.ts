/** Uploads many files, three at a time, each with its own progress; one that fails does not stop the others. */
import { type Upload, type UploadPhoto } from "../../api/upload"
import { Problem } from "../../api/problem"
import { type Photo } from "../../api/shapes"

export const AT_ONCE = 3
const MOST_BYTES = 25_000_000
const PHOTO = /\.(jpe?g|png|webp|hei[cf])$/i

export type UploadItem = {
  id: number
  file: File
  state: "queued" | "sending" | "sent" | "failed" | "duplicate"
  /** 0 to 1 */
  fraction: number
  error: unknown
  preview: string | null
}

type Preview = { make: (file: File) => string | null; drop: (url: string) => void }
const IN_BROWSER: Preview = {
  make: (file) => (/^image\/(jpeg|png|webp)$/.test(file.type) ? URL.createObjectURL(file) : null),
  drop: (url) => URL.revokeObjectURL(url),
}

/** Refuses what the server would refuse anyway, before a byte is sent; null when the file may go. */
export function refusedBefore(file: File): Problem | null {
  if (!PHOTO.test(file.name) && !/^image\/(jpeg|png|webp|hei[cf])$/.test(file.type)) return new Problem("unsupported_type", 415, "")
  if (file.size > MOST_BYTES) return new Problem("too_many_bytes", 413, "")
  return null
}

/** `sent` counts what arrived since the queue was last idle. */
export type QueueState = { items: readonly UploadItem[]; sent: { files: number; bytes: number } }
const NOTHING = { files: 0, bytes: 0 }

export const isBusy = ({ items }: QueueState): boolean => items.some(({ state }) => state === "queued" || state === "sending")

export class UploadQueue {
  private state: QueueState = { items: [], sent: NOTHING }
  private readonly uploads = new Map<number, Upload>()
  private readonly watchers = new Set<() => void>()
  private nextId = 1

  constructor(
    private readonly upload: UploadPhoto,
    private readonly onSent: (photo: Photo) => void,
    private readonly preview: Preview = IN_BROWSER,
  ) {}

  /** The queue as it is now; a new object after every change. */
  readonly snapshot = (): QueueState => this.state

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed)
    return () => this.watchers.delete(changed)
  }

  private get items(): readonly UploadItem[] {
    return this.state.items
  }

  private set items(items: readonly UploadItem[]) {
    this.state = { ...this.state, items }
  }

  add(files: Iterable<File>): void {
    if (!isBusy(this.state)) this.state = { ...this.state, sent: NOTHING }
    for (const file of files) {
      const isThere = this.items.some(({ file: other, state }) => state !== "failed" && isSame(file, other))
      const error = isThere ? null : refusedBefore(file)
      const state = isThere ? "duplicate" : error ? "failed" : "queued"
      this.items = [...this.items, { id: this.nextId++, file, state, fraction: 0, error, preview: state === "queued" ? this.preview.make(file) : null }]
    }
    this.pump()
  }

  retry(id: number): void {
    this.change(id, { state: "queued", fraction: 0, error: null })
    this.pump()
  }

  /** Takes one away; one that is on its way is stopped. */
  dismiss(id: number): void {
    const item = this.items.find((one) => one.id === id)
    if (item?.preview) this.preview.drop(item.preview)
    this.items = this.items.filter((one) => one.id !== id)
    this.uploads.get(id)?.stop()
    this.uploads.delete(id)
    this.pump()
  }

  private change(id: number, news: Partial<UploadItem>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...news } : item))
    this.tell()
  }

  private tell(): void {
    this.watchers.forEach((watch) => watch())
  }

  private pump(): void {
    const free = AT_ONCE - this.items.filter(({ state }) => state === "sending").length
    for (const item of this.items.filter(({ state }) => state === "queued").slice(0, Math.max(0, free))) void this.send(item)
    this.tell()
  }

  private async send({ id, file }: UploadItem): Promise<void> {
    this.change(id, { state: "sending" })
    const upload = this.upload(file, (fraction) => this.change(id, { fraction }))
    this.uploads.set(id, upload)
    try {
      const photo = await upload.done
      this.change(id, { state: "sent", fraction: 1 })
      this.state = { ...this.state, sent: { files: this.state.sent.files + 1, bytes: this.state.sent.bytes + file.size } }
      this.onSent(photo)
      this.dismiss(id)
    } catch (error) {
      this.uploads.delete(id)
      this.change(id, { state: "failed", error })
      this.pump()
    }
  }
}

const isSame = (a: File, b: File) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified

/** The total of what was added: files done and all, and the fraction by bytes. */
export function total({ items, sent }: QueueState): { files: number; done: number; fraction: number } {
  const on = items.filter(({ state }) => state === "queued" || state === "sending")
  const bytes = on.reduce((sum, { file }) => sum + file.size, 0)
  const sentBytes = on.reduce((sum, { file, fraction }) => sum + file.size * fraction, 0)
  return { files: sent.files + on.length, done: sent.files, fraction: (sent.bytes + sentBytes) / (sent.bytes + bytes || 1) }
}
