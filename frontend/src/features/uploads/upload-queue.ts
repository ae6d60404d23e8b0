/** Uploads many files, three at a time, each with its own progress; one that fails does not stop the others. */
import { Problem } from "../../api/problem"
import { type Upload } from "../../api/shapes"
import { type Transport } from "../../api/uploads"
import { type HashFile } from "./hashing"
import { sendFile } from "./send-file"
import { isBusy, isOnItsWay, isSameFile, type QueueState, refusedBefore, type UploadItem } from "./upload-item"

export const AT_ONCE = 3
/** Files hashed before it is their turn, so that duplicates are asked for in one request. */
const AHEAD = 50
const MOST_ASKED = 500
const TELL_MS = 100
const LONGEST_PAUSE_MS = 15_000
const NOTHING = { files: 0, bytes: 0 }

/** What became of the files of one go. */
export type Sum = { added: number; skipped: number; failed: number }

export type Tools = {
  transport: Transport
  hash: HashFile
  /** A file arrived; `upload` is null where the studio had it. */
  onLanded: (upload: Upload) => void
  /** All that was added since the queue was last idle has been gone through. */
  onIdle?: (sum: Sum) => void
  later?: (run: () => void, ms: number) => void
}

const isLost = (error: unknown) => error instanceof Problem && (error.code === "offline" || error.code === "busy" || [0, 429, 502, 503, 504].includes(error.status)) && error.code !== "unreadable_file"

export class UploadQueue {
  private state: QueueState = { items: [], landed: NOTHING, isPaused: false, isLost: false }
  private readonly items = new Map<number, UploadItem>()
  private readonly stops = new Map<number, AbortController>()
  private readonly watchers = new Set<() => void>()
  private readonly later: (run: () => void, ms: number) => void
  private landed = NOTHING
  private readonly landedHashes = new Set<string>()
  private isPaused = false
  private isLost = false
  private isHashing = false
  private isAsking = false
  private isTelling = false
  private failures = 0
  private nextId = 1
  /** Of the first file since the queue was last idle. */
  private firstId = 1
  private isGoing = false

  constructor(private readonly tools: Tools) {
    this.later = tools.later ?? ((run, ms) => void setTimeout(run, ms))
  }

  /** The queue as it was last told; a new object after every change. */
  readonly snapshot = (): QueueState => this.state

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed)
    return () => this.watchers.delete(changed)
  }

  add(files: Iterable<File>): void {
    if (!isBusy(this.fresh())) {
      this.landed = NOTHING
      this.firstId = this.nextId
    }
    this.isGoing = true
    const there = [...this.items.values()].filter(({ state }) => state !== "failed")
    for (const file of files) {
      const isThere = there.some(({ file: other }) => isSameFile(file, other))
      const error = isThere ? null : refusedBefore(file)
      const item: UploadItem = {
        id: this.nextId++,
        file,
        state: isThere ? "duplicate" : error ? "failed" : this.isPaused ? "paused" : "waiting",
        ...{ sha256: null, isAsked: false, sent: 0, kept: 0, error, upload: null, entries: [], left: 0 },
      }
      this.items.set(item.id, item)
      there.push(item)
    }
    this.pump()
  }

  pause(id: number): void {
    const item = this.items.get(id)
    if (!item || !(item.state === "waiting" || item.state === "sending")) return
    this.change(id, { state: "paused", sent: item.kept })
    this.stops.get(id)?.abort()
    this.pump()
  }

  /** Goes on after a pause, or tries again after a failure. */
  resume(id: number): void {
    const state = this.items.get(id)?.state
    if (state !== "paused" && state !== "failed") return
    this.isPaused = false
    this.change(id, { state: "waiting", error: null, isAsked: false })
    this.pump()
  }

  pauseAll(): void {
    this.isPaused = true
    for (const { id } of this.items.values()) this.pause(id)
    this.tell()
  }

  resumeAll(): void {
    this.isPaused = false
    for (const { id, state } of this.items.values()) if (state === "paused") this.resume(id)
    this.tell()
  }

  retryAll(ids: readonly number[]): void {
    ids.forEach((id) => this.resume(id))
  }

  /** Takes one away; what has come of it is given up. */
  dismiss(id: number): void {
    const item = this.items.get(id)
    if (!item) return
    this.items.delete(id)
    this.stops.get(id)?.abort()
    if (item.upload && item.state !== "partly") this.tools.transport.giveUp(item.upload).catch(() => undefined)
    this.pump()
  }

  cancelAll(): void {
    for (const item of [...this.items.values()].filter(isOnItsWay)) this.dismiss(item.id)
    this.isPaused = false
    this.tell()
  }

  /** The connection may be back: try at once. */
  readonly wake = (): void => {
    this.isLost = false
    this.pump()
  }

  private change(id: number, news: Partial<UploadItem>): void {
    const item = this.items.get(id)
    if (item) this.items.set(id, { ...item, ...news })
    this.tell()
  }

  private fresh(): QueueState {
    return { items: [...this.items.values()], landed: this.landed, isPaused: this.isPaused, isLost: this.isLost }
  }

  /** Ten times a second at most: 500 files must not draw the page 500 times. */
  private tell(): void {
    if (this.isTelling) return
    this.isTelling = true
    this.later(() => {
      this.isTelling = false
      this.state = this.fresh()
      this.watchers.forEach((watch) => watch())
      if (this.isGoing && !isBusy(this.state)) this.sumUp()
    }, TELL_MS)
  }

  private sumUp(): void {
    this.isGoing = false
    const recent = this.state.items.filter(({ id }) => id >= this.firstId)
    const count = (wanted: UploadItem["state"]) => recent.filter(({ state }) => state === wanted).length
    this.tools.onIdle?.({ added: this.landed.files, skipped: count("duplicate"), failed: count("failed") })
  }

  private pump(): void {
    if (!this.isLost) {
      void this.hashNext()
      void this.askNext()
      const all = [...this.items.values()]
      const free = AT_ONCE - all.filter(({ state }) => state === "sending" || state === "checking").length
      const ready = all.filter(({ state, isAsked }) => state === "waiting" && isAsked)
      for (const item of ready.slice(0, Math.max(0, free))) void this.send(item)
    }
    this.tell()
  }

  private async hashNext(): Promise<void> {
    const waiting = [...this.items.values()].filter(({ state }) => state === "waiting")
    const next = waiting.find(({ sha256 }) => sha256 === null)
    if (this.isHashing || !next || waiting.filter(({ sha256 }) => sha256 !== null).length >= AHEAD) return
    this.isHashing = true
    try {
      const sha256 = await this.tools.hash(next.file)
      const isTwice = this.landedHashes.has(sha256) || [...this.items.values()].some((other) => other.id !== next.id && other.sha256 === sha256 && other.state !== "duplicate")
      this.change(next.id, isTwice ? { state: "duplicate", sha256 } : { sha256 })
    } catch (error) {
      this.change(next.id, { state: "failed", error })
    }
    this.isHashing = false
    this.pump()
  }

  private async askNext(): Promise<void> {
    const asked = [...this.items.values()].filter(({ state, sha256, isAsked }) => state === "waiting" && sha256 !== null && !isAsked).slice(0, MOST_ASKED)
    if (this.isAsking || asked.length === 0) return
    this.isAsking = true
    try {
      const known = await this.tools.transport.known(
        asked.map(({ sha256 }) => sha256 ?? ""),
        new AbortController().signal,
      )
      for (const { id, sha256 } of asked) {
        const isStillWaiting = this.items.get(id)?.state === "waiting"
        this.change(id, known.has(sha256 ?? "") && isStillWaiting ? { state: "duplicate" } : { isAsked: true })
      }
      this.failures = 0
      this.isAsking = false
      this.pump()
    } catch (error) {
      this.isAsking = false
      if (isLost(error)) this.lose()
      else asked.forEach(({ id }) => this.change(id, { state: "failed", error }))
    }
  }

  private async send({ id, file, sha256 }: UploadItem): Promise<void> {
    const stop = new AbortController()
    this.stops.set(id, stop)
    this.change(id, { state: "sending" })
    try {
      const watching = {
        opened: (upload: Upload) => this.change(id, { upload: upload.id }),
        sent: (sent: number, kept: number) => this.change(id, { sent, kept }),
        checking: ({ entries, left }: Upload) => this.change(id, { state: "checking", sent: file.size, kept: file.size, entries, left }),
      }
      const upload = await sendFile(file, sha256 ?? "", this.tools.transport, watching, stop.signal)
      this.failures = 0
      this.finish(id, file, sha256 ?? "", upload)
    } catch (error) {
      this.fail(id, error, stop.signal.aborted)
    } finally {
      if (this.stops.get(id) === stop) this.stops.delete(id)
      this.pump()
    }
  }

  private finish(id: number, file: File, sha256: string, upload: Upload | null): void {
    this.landedHashes.add(sha256)
    const isKnown = !upload || (upload.entries.length === 1 && upload.entries[0]?.outcome === "known")
    if (isKnown) return this.change(id, { state: "duplicate" })
    this.landed = { files: this.landed.files + 1, bytes: this.landed.bytes + file.size }
    this.tools.onLanded(upload)
    const isWhole = upload.entries.every(({ outcome }) => outcome === "added")
    if (isWhole) this.items.delete(id)
    else this.change(id, { state: "partly", entries: upload.entries, left: 0 })
  }

  private fail(id: number, error: unknown, isStopped: boolean): void {
    if (isStopped) return
    const kept = this.items.get(id)?.kept ?? 0
    if (!isLost(error)) return this.change(id, { state: "failed", error, sent: kept })
    this.change(id, { state: "waiting", sent: kept })
    this.lose()
  }

  /** No connection: wait 1, 2, 4 ... 15 seconds, or until somebody says that it is back. */
  private lose(): void {
    this.tell()
    if (this.isLost) return
    this.isLost = true
    this.failures += 1
    this.later(this.wake, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.failures))
  }
}
