import { describe, expect, it } from "vitest"
import { Problem } from "../../api/problem"
import { type MissingPart, type OpenedUpload, type Upload, type UploadEntry } from "../../api/shapes"
import { type Transport } from "../../api/uploads"
import { refusedBefore, total } from "./upload-item"
import { AT_ONCE, type Sum, UploadQueue } from "./upload-queue"

const PART = 4
let stamp = 0
const file = (name: string, size = 10) => new File([new Uint8Array(size)], name, { type: "image/jpeg", lastModified: ++stamp })
const offline = () => new Problem("offline", 0, "")
const settle = async () => {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
}

type Sent = { name: string; number: number; done: () => void; fail: (error: unknown) => void }

/** A studio in memory that keeps parts as the real one does; the test decides when each part arrives. */
function studio({ known = [] as string[], isOnline = true, arrives = false, entries = [] as UploadEntry[] } = {}) {
  const kept = new Map<string, Set<number>>()
  const sent: Sent[] = []
  const log: string[] = []
  const is = { online: isOnline, arrives }
  const describeUpload = (name: string, size: number): Upload => {
    const there = kept.get(name) ?? new Set()
    const numbers = Array.from({ length: Math.ceil(size / PART) }, (_, at) => at + 1)
    const parts = numbers.filter((number) => !there.has(number)).map((number): MissingPart => {
      const offset = (number - 1) * PART
      return { number, offset, size: Math.min(PART, size - offset), method: "PUT", url: name, headers: {} }
    })
    return { id: name, to: "source-photos", subject: "s", filename: name, size, sha256: name, status: "open", part_size: PART, received: [...there], parts, entries: [], left: 0, expires_at: "" }
  }
  const sizes = new Map<string, number>()
  const reach = () => {
    if (!is.online) throw offline()
  }
  const transport: Transport = {
    known: async (hashes) => {
      reach()
      log.push(`known ${hashes.length}`)
      return new Set(hashes.filter((hash) => known.includes(hash)))
    },
    open: async ({ name, size }): Promise<OpenedUpload> => {
      reach()
      sizes.set(name, size)
      log.push(`open ${name}`)
      return { upload: describeUpload(name, size), known: null }
    },
    ask: async (id) => describeUpload(id, sizes.get(id) ?? 0),
    put: (part, _piece, _onSent, signal) =>
      new Promise((resolve, reject) => {
        const done = () => {
          kept.set(part.url, (kept.get(part.url) ?? new Set()).add(part.number))
          resolve()
        }
        if (!is.online) return reject(offline())
        if (is.arrives) return done()
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")))
        sent.push({ name: part.url, number: part.number, done, fail: reject })
      }),
    complete: async (id) => {
      reach()
      log.push(`complete ${id}`)
      return { ...describeUpload(id, 0), status: "done", entries: entries.length ? entries : [{ name: id, outcome: "added", made: id, shown: null, code: "", detail: "" }] }
    },
    giveUp: async (id) => log.push(`give up ${id}`),
  }
  const landed: string[] = []
  const sums: Sum[] = []
  const waiting: (() => void)[] = []
  const queue = new UploadQueue({
    transport,
    hash: async ({ name }) => `hash of ${name.replace("copy of ", "")}`,
    onLanded: ({ id }) => landed.push(id),
    onIdle: (sum) => sums.push(sum),
    later: (run, ms) => void (ms > 200 ? waiting.push(run) : run()),
  })
  const states = () => queue.snapshot().items.map(({ state }) => state)
  return { is, queue, transport, sent, kept, log, landed, sums, waiting, states, last: () => sent[sent.length - 1] }
}

describe("upload queue", () => {
  it("sums up once per go, and counts what was stopped before in no later go", async () => {
    const { queue, sums } = studio({ arrives: true, known: ["hash of b.jpg"] })
    queue.add([file("a.jpg"), file("b.jpg"), file("empty.jpg", 0)])
    await settle()
    expect(sums).toEqual([{ added: 1, skipped: 1, failed: 1 }])
    queue.add([file("c.jpg")])
    await settle()
    expect(sums[1]).toEqual({ added: 1, skipped: 0, failed: 0 })
    expect(sums).toHaveLength(2)
  })

  it("sends three files at a time, and the next when one has landed", async () => {
    const { queue, sent, landed, states } = studio()
    queue.add(["a", "b", "c", "d", "e"].map((name) => file(`${name}.jpg`, 4)))
    await settle()
    expect(sent.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg", "c.jpg"])
    expect(states()).toEqual(["sending", "sending", "sending", "waiting", "waiting"])
    sent[1]?.done()
    await settle()
    expect(landed).toEqual(["b.jpg"])
    expect(sent.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
  })

  it("goes on after a failure, and sends that file again on retry", async () => {
    const { queue, sent, states } = studio()
    queue.add([file("a.jpg", 4), file("b.jpg", 4)])
    await settle()
    sent[0]?.fail(new Problem("server_error", 500, ""))
    sent[1]?.done()
    await settle()
    expect(states()).toEqual(["failed"])
    queue.resume(queue.snapshot().items[0]?.id ?? 0)
    await settle()
    expect(sent.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg", "a.jpg"])
  })

  it("keeps the parts of a paused file and sends only the rest", async () => {
    const { queue, sent, states, landed, last } = studio()
    queue.add([file("a.jpg", 10)])
    await settle()
    last()?.done()
    await settle()
    const [item] = queue.snapshot().items
    queue.pause(item?.id ?? 0)
    await settle()
    expect(states()).toEqual(["paused"])
    expect(queue.snapshot().items[0]?.kept).toBe(PART)
    queue.resume(item?.id ?? 0)
    await settle()
    expect(sent.map(({ number }) => number)).toEqual([1, 2, 2])
    last()?.done()
    await settle()
    last()?.done()
    await settle()
    expect(landed).toEqual(["a.jpg"])
  })

  it("pauses all and goes on with all; what is added meanwhile waits too", async () => {
    const { queue, is, states, landed } = studio()
    queue.add([file("a.jpg", 4), file("b.jpg", 4)])
    await settle()
    queue.pauseAll()
    queue.add([file("c.jpg", 4)])
    await settle()
    expect(states()).toEqual(["paused", "paused", "paused"])
    is.arrives = true
    queue.resumeAll()
    await settle()
    await settle()
    expect(landed.sort()).toEqual(["a.jpg", "b.jpg", "c.jpg"])
  })

  it("skips what the studio has, asked for in batches, and what is in the list twice", async () => {
    const { queue, sent, states, log } = studio({ known: ["hash of b.jpg"] })
    const a = file("a.jpg", 4)
    queue.add([a, file("b.jpg", 4), file("copy of a.jpg", 4), a])
    await settle()
    expect(sent.map(({ name }) => name)).toEqual(["a.jpg"])
    expect(states()).toEqual(["sending", "duplicate", "duplicate", "duplicate"])
    expect(log.filter((line) => line.startsWith("known")).length).toBeLessThanOrEqual(2)
  })

  it("waits without a connection and goes on by itself where it was", async () => {
    const { queue, sent, is, states, waiting, landed, last } = studio()
    queue.add([file("a.jpg", 8)])
    await settle()
    last()?.done()
    await settle()
    is.online = false
    last()?.fail(offline())
    await settle()
    expect(states()).toEqual(["waiting"])
    expect(queue.snapshot().isLost).toBe(true)
    waiting.pop()?.()
    await settle()
    expect(queue.snapshot().isLost).toBe(true)
    is.online = true
    queue.wake()
    await settle()
    expect(sent.map(({ number }) => number)).toEqual([1, 2, 2])
    last()?.done()
    await settle()
    expect(landed).toEqual(["a.jpg"])
    expect(queue.snapshot().isLost).toBe(false)
  })

  it("goes on with what an earlier page has sent", async () => {
    const { queue, kept, sent } = studio()
    kept.set("a.jpg", new Set([1, 3]))
    queue.add([file("a.jpg", 10)])
    await settle()
    expect(sent.map(({ number }) => number)).toEqual([2])
  })

  it("takes 500 files, and tells far less often than it changes", async () => {
    const { queue, landed, is, transport } = studio({ arrives: true })
    let told = 0
    const late: (() => void)[] = []
    const slow = new UploadQueue({ transport, hash: async ({ name }) => name, onLanded: ({ id }) => landed.push(id), later: (run) => void late.push(run) })
    slow.watch(() => (told += 1))
    slow.add(Array.from({ length: 500 }, (_, at) => file(`${at}.jpg`, 4)))
    for (let turn = 0; turn < 500 && landed.length < 500; turn += 1) await settle()
    expect(landed).toHaveLength(500)
    expect(late).toHaveLength(1)
    late[0]?.()
    expect(told).toBe(1)
    expect(slow.snapshot().items).toEqual([])
    expect(slow.snapshot().landed.files).toBe(500)
    expect(is.online && queue.snapshot().items.length === 0).toBe(true)
  })

  it("gives up at the studio what is taken away", async () => {
    const { queue, log, sent } = studio()
    queue.add(["a", "b", "c", "d"].map((name) => file(`${name}.jpg`, 4)))
    await settle()
    queue.dismiss(queue.snapshot().items[0]?.id ?? 0)
    await settle()
    expect(log).toContain("give up a.jpg")
    expect(sent.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
    queue.cancelAll()
    await settle()
    expect(queue.snapshot().items).toEqual([])
  })

  it("keeps a zip in sight when not all of it was added", async () => {
    const refused: UploadEntry = { name: "x.txt", outcome: "refused", made: null, shown: null, code: "unsupported_type", detail: "No photo." }
    const added: UploadEntry = { name: "y.jpg", outcome: "added", made: "1", shown: null, code: "", detail: "" }
    const { queue, states, landed } = studio({ arrives: true, entries: [added, refused] })
    queue.add([new File([new Uint8Array(4)], "photos.zip", { lastModified: ++stamp })])
    await settle()
    expect(landed).toEqual(["photos.zip"])
    expect(states()).toEqual(["partly"])
  })

  it("counts bytes and files of several places together", async () => {
    const { queue } = studio()
    queue.add([file("a.jpg", 8), file("b.jpg", 8)])
    await settle()
    const state = queue.snapshot()
    expect(total([state, state])).toEqual({ files: 4, done: 0, bytes: 32, sent: 0, fraction: 0 })
    expect(state.items.filter((item) => item.state === "sending").length).toBeLessThanOrEqual(AT_ONCE)
  })
})

describe("refused before a byte is read", () => {
  it.each([
    ["words.txt", "text/plain", 4, "unsupported_type"],
    ["a.jpg", "image/jpeg", 26 * 1024 * 1024 + 1, "too_many_bytes"],
    ["a.jpg", "image/jpeg", 0, "unreadable_picture"],
  ])("%s of %s", (name, type, size, code) => {
    const one = { name, type, size } as File
    expect(refusedBefore(one)?.code).toBe(code)
  })
  it.each(["IMG_1.HEIC", "a.jpeg", "photos.ZIP"])("%s may go", (name) => {
    expect(refusedBefore({ name, type: "", size: 30 } as File)).toBeNull()
  })
})
