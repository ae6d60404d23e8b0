/** Asks a worker for the SHA-256 of a file, so that the page stays free while gigabytes are read. */
import { Problem } from "../../api/problem"

export type HashFile = (file: File) => Promise<string>

let worker: Worker | null = null
let last = 0
const waiting = new Map<number, { resolve: (hash: string) => void; reject: (problem: Problem) => void }>()

const unreadable = () => new Problem("unreadable_file", 0, "")

function theWorker(): Worker {
  if (worker) return worker
  worker = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" })
  worker.onmessage = ({ data: { id, hash } }: MessageEvent<{ id: number; hash: string | null }>) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (hash === null) asked?.reject(unreadable())
    else asked?.resolve(hash)
  }
  worker.onerror = () => {
    waiting.forEach(({ reject }) => reject(unreadable()))
    waiting.clear()
  }
  return worker
}

/** Hexadecimal. Rejects with `unreadable_file` when the file was moved or changed since it was chosen. */
export const hashInWorker: HashFile = (file) =>
  new Promise((resolve, reject) => {
    last += 1
    waiting.set(last, { resolve, reject })
    theWorker().postMessage({ id: last, file })
  })
