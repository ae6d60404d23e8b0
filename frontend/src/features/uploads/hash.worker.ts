/** Hashes files away from the page: one file a message, read piece by piece. */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex } from "@noble/hashes/utils.js"

const PIECE = 4 * 1024 * 1024
/** Up to here a file is hashed by the browser itself, which is faster; over plain http in a LAN it does not offer to. */
const AT_ONCE = 32 * 1024 * 1024

async function hashOf(file: File): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined
  if (subtle && file.size <= AT_ONCE) return bytesToHex(new Uint8Array(await subtle.digest("SHA-256", await file.arrayBuffer())))
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += PIECE) hash.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()))
  return bytesToHex(hash.digest())
}

self.onmessage = ({ data: { id, file } }: MessageEvent<{ id: number; file: File }>) => {
  hashOf(file).then(
    (hash) => self.postMessage({ id, hash }),
    () => self.postMessage({ id, hash: null }),
  )
}
