/** The upload queue of one place; it goes on while other pages are looked at. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query"
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from "react"
import { type Photo, type PhotoRole, type Upload } from "../../api/shapes"
import { type Place, transportTo } from "../../api/uploads"
import { toast } from "../../ui/toast"
import { words } from "#words/uploads"
import { hashInWorker } from "./hashing"
import { stand } from "./standing"
import { isBusy } from "./upload-item"
import { UploadQueue } from "./upload-queue"

/** From so many files on, what became of them is said at the end. */
const MANY = 10
const queues = new Map<string, UploadQueue>()
type Landed = (place: Place, photos: Photo[]) => void
const listeners = new Set<Landed>()

/** Calls `act` with the photos that land on a sheet while the component is shown, such as to put them into the open set. */
export function useLanded(subject: string, role: PhotoRole, act: (photos: Photo[]) => void): void {
  const tell = useEffectEvent((place: Place, photos: Photo[]) => {
    if (place.subject === subject && place.role === role) act(photos)
  })
  useEffect(() => {
    const listen: Landed = (place, photos) => tell(place, photos)
    listeners.add(listen)
    return () => void listeners.delete(listen)
  }, [])
}

function queueOf(place: Place, client: QueryClient): UploadQueue {
  const name = `${place.subject}/${place.role}/${place.token ?? ""}/${place.attestation ?? ""}`
  const there = queues.get(name)
  if (there) return there
  const onLanded = (upload: Upload) => {
    const landed = upload.entries.flatMap(({ shown }) => (shown ? [shown as unknown as Photo] : []))
    const ids = new Set(landed.map(({ id }) => id))
    listeners.forEach((tell) => tell(place, landed))
    client.setQueryData<Photo[]>(["photos", place.subject, place.role], (list) => list && [...list.filter(({ id }) => !ids.has(id)), ...landed])
  }
  const made = new UploadQueue({ transport: transportTo(place), hash: hashInWorker, onLanded, onIdle: (sum) => sum.added + sum.skipped + sum.failed >= MANY && toast(words.sum(sum)) })
  window.addEventListener("online", made.wake)
  window.addEventListener("beforeunload", (event) => isBusy(made.snapshot()) && event.preventDefault())
  queues.set(name, made)
  if (!place.token) stand(place.subject, made)
  return made
}

/** `attestation` is recorded with every target. The list of photos hears of new ones over the live channel. */
export function useUploads({ subject, role, attestation, token }: Place) {
  const client = useQueryClient()
  const queue = useMemo(() => queueOf({ subject, role, attestation, token }, client), [client, subject, role, attestation, token])
  const state = useSyncExternalStore(queue.watch, queue.snapshot)
  return { queue, state, isBusy: isBusy(state) }
}

export type Uploads = ReturnType<typeof useUploads>
