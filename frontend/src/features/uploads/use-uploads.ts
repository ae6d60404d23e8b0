/** The upload queue of one sheet, alive while its page is. */
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo, useSyncExternalStore } from "react"
import { type Photo, type PhotoRole } from "../../api/shapes"
import { uploadTo } from "../../api/upload"
import { isBusy, UploadQueue } from "./upload-queue"

/** `attestation` is recorded with every target. */
export function useUploads(subjectId: string, role: PhotoRole, attestation = "") {
  const client = useQueryClient()
  const queue = useMemo(() => {
    const onSent = (photo: Photo) => {
      client.setQueryData<Photo[]>(["photos", subjectId, role], (list) => [...(list ?? []).filter(({ id }) => id !== photo.id), photo])
      void client.invalidateQueries({ queryKey: ["photos", subjectId, role] })
      void client.invalidateQueries({ queryKey: ["overview"] })
    }
    return new UploadQueue(uploadTo(subjectId, role, attestation), onSent)
  }, [client, subjectId, role, attestation])
  const state = useSyncExternalStore(queue.watch, queue.snapshot)
  const busy = isBusy(state)
  useEffect(() => {
    if (!busy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [busy])
  return { queue, state, isBusy: busy }
}

export type Uploads = ReturnType<typeof useUploads>
