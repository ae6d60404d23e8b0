import { describe, expect, it } from "vitest"
import { Problem } from "../../api/problem"
import { type Photo } from "../../api/shapes"
import { type Upload } from "../../api/upload"
import { AT_ONCE, refusedBefore, total, UploadQueue } from "./upload-queue"

const file = (name: string, size = 4) => new File([new Uint8Array(size)], name, { type: "image/jpeg", lastModified: 1 })

/** A network whose answers the test gives by hand. */
function network() {
  const going: { file: File; arrive: () => void; fail: (error: unknown) => void; sent: (fraction: number) => void; stopped: boolean }[] = []
  const upload = (one: File, onSent: (fraction: number) => void): Upload => {
    const entry = { file: one, arrive: () => {}, fail: (error: unknown): void => void error, sent: onSent, stopped: false }
    const done = new Promise<Photo>((resolve, reject) => {
      entry.arrive = () => resolve({ id: one.name } as Photo)
      entry.fail = reject
    })
    going.push(entry)
    return { done, stop: () => void (entry.stopped = true) }
  }
  const arrived: string[] = []
  const queue = new UploadQueue(upload, (photo) => arrived.push(photo.id), { make: () => null, drop: () => undefined })
  return { going, arrived, queue, states: () => queue.snapshot().items.map(({ state }) => state) }
}
const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve))).then(() => Promise.resolve())

describe("upload queue", () => {
  it("sends three at a time and the next when one arrives", async () => {
    const { going, arrived, queue, states } = network()
    queue.add(["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"].map((name) => file(name)))
    expect(going).toHaveLength(AT_ONCE)
    expect(states()).toEqual(["sending", "sending", "sending", "queued", "queued"])
    going[1]?.arrive()
    await settle()
    expect(arrived).toEqual(["b.jpg"])
    expect(going.map((entry) => entry.file.name)).toEqual(["a.jpg", "b.jpg", "c.jpg", "d.jpg"])
  })

  it("goes on after a failure and sends that one again on retry", async () => {
    const { going, arrived, queue, states } = network()
    queue.add([file("a.jpg"), file("b.jpg")])
    going[0]?.fail(new Problem("offline", 0, ""))
    await settle()
    expect(states()).toEqual(["failed", "sending"])
    queue.retry(queue.snapshot().items[0]?.id ?? 0)
    expect(states()).toEqual(["sending", "sending"])
    going[2]?.arrive()
    going[1]?.arrive()
    await settle()
    expect(arrived.toSorted()).toEqual(["a.jpg", "b.jpg"])
    expect(states()).toEqual([])
  })

  it("skips a file that is there already and stops one that is dismissed", () => {
    const { going, queue, states } = network()
    queue.add([file("a.jpg"), file("a.jpg")])
    expect(states()).toEqual(["sending", "duplicate"])
    queue.dismiss(queue.snapshot().items[0]?.id ?? 0)
    expect(going[0]?.stopped).toBe(true)
  })

  it("sends nothing of a file that would be refused", () => {
    const { going, queue, states } = network()
    queue.add([new File(["x"], "notes.txt", { type: "text/plain" })])
    expect(states()).toEqual(["failed"])
    expect(going).toHaveLength(0)
    expect(refusedBefore(new File([], "IMG_1.HEIC"))).toBeNull()
    expect(refusedBefore(file("big.jpg", 25_000_001))?.code).toBe("too_many_bytes")
  })

  it("counts the total by bytes, and from zero again after a pause", async () => {
    const { going, queue } = network()
    queue.add([file("a.jpg", 100), file("b.jpg", 300)])
    going[1]?.sent(0.5)
    expect(total(queue.snapshot())).toEqual({ files: 2, done: 0, fraction: 150 / 400 })
    going[0]?.arrive()
    await settle()
    expect(total(queue.snapshot())).toEqual({ files: 2, done: 1, fraction: 250 / 400 })
    going[1]?.arrive()
    await settle()
    queue.add([file("c.jpg", 100)])
    expect(total(queue.snapshot())).toEqual({ files: 1, done: 0, fraction: 0 })
  })
})
