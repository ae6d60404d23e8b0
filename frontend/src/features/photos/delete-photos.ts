/** Deleting photos with eight seconds to take it back: hidden at once, deleted when the toast goes. */
import { type QueryClient } from "@tanstack/react-query"
import { deletePhoto } from "../../api/photos"
import { wordsFor } from "../../api/problem"
import { type Photo } from "../../api/shapes"
import { plural } from "../../lib/format"
import { toast } from "../../ui/toast"

export function deletePhotos(client: QueryClient, subjectId: string, photos: Photo[]): void {
  const [first] = photos
  if (!first) return
  const key = ["photos", subjectId, first.role]
  const gone = new Set(photos.map(({ id }) => id))
  const hide = () => client.setQueryData<Photo[]>(key, (list) => list?.filter(({ id }) => !gone.has(id)))
  void client.cancelQueries({ queryKey: key })
  hide()
  // Events may fetch the sheet again while the toast stands; what is hidden must stay hidden.
  const stop = client.getQueryCache().subscribe(({ query, type }) => {
    if (type !== "updated" || JSON.stringify(query.queryKey) !== JSON.stringify(key)) return
    const list = query.state.data as Photo[] | undefined
    if (list?.some(({ id }) => gone.has(id))) queueMicrotask(hide)
  })
  const finish = () => {
    stop()
    void client.invalidateQueries({ queryKey: key })
    void client.invalidateQueries({ queryKey: ["overview"] })
    void client.invalidateQueries({ queryKey: ["estimate"] })
  }
  toast(`${plural(photos.length, "photo")} deleted`, {
    undo: finish,
    done: () => {
      const all = photos.map((photo) => deletePhoto(photo.role, photo.id))
      void Promise.all(all).catch((error: unknown) => toast(wordsFor(error).body)).finally(finish)
    },
  })
}
