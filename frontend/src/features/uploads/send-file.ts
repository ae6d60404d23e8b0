/** Sends one file: opens the upload, PUTs the parts that are missing, completes it; goes on where the studio says. */
import { isProblem } from "../../api/problem"
import { type Upload } from "../../api/shapes"
import { type Transport } from "../../api/uploads"

const ANEW = ["parts_missing", "upload_damaged", "address_expired"]
const TIMES_ANEW = 3

export type Watching = {
  opened: (upload: Upload) => void
  /** Bytes of the file that have left, and those that are safe with the studio. */
  sent: (bytes: number, kept: number) => void
  checking: (upload: Upload) => void
}

const keptOf = (upload: Upload) => upload.size - upload.parts.reduce((sum, { size }) => sum + size, 0)

/** The finished upload, or null for a file that is known already. Rejects with a Problem, or an AbortError when stopped. */
export async function sendFile(file: File, sha256: string, transport: Transport, watching: Watching, signal: AbortSignal): Promise<Upload | null> {
  const opened = await transport.open(file, sha256, signal)
  if (!opened.upload) return null
  let upload = opened.upload
  watching.opened(upload)
  for (let again = 0; ; again += 1) {
    try {
      await sendParts(file, upload, transport, watching, signal)
      return await complete(upload, transport, watching, signal)
    } catch (error) {
      if (again >= TIMES_ANEW || !ANEW.some((code) => isProblem(error, code))) throw error
      upload = await transport.ask(upload.id, signal)
    }
  }
}

async function sendParts(file: File, upload: Upload, transport: Transport, { sent }: Watching, signal: AbortSignal) {
  let kept = keptOf(upload)
  sent(kept, kept)
  for (const part of upload.parts) {
    const piece = file.slice(part.offset, part.offset + part.size)
    await transport.put(part, piece, (bytes) => sent(kept + Math.min(bytes, part.size), kept), signal)
    kept += part.size
    sent(kept, kept)
  }
}

async function complete(upload: Upload, transport: Transport, { checking }: Watching, signal: AbortSignal): Promise<Upload> {
  for (let now = upload; ; ) {
    checking(now)
    now = await transport.complete(upload.id, signal)
    if (now.status !== "unpacking") return now
  }
}
