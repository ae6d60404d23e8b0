/** Crops and turns a photo: the shared table, and the way back in a toast. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { words } from "#words/photos"
import { editPhoto } from "../../api/desk"
import { wordsFor } from "../../api/problem"
import { type Photo, type PhotoEdit } from "../../api/shapes"
import { type Edit, isSameEdit } from "../../lib/crop"
import { CropTable } from "../../ui/CropTable"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { toast } from "../../ui/toast"

/** Sends an edit, and says so with the way back: the edit there was before. */
export function useEditing(photo: Photo, subjectId: string, onDone: () => void) {
  const client = useQueryClient()
  const take = (changed: Photo) => {
    client.setQueryData<Photo>(["photos", subjectId, photo.role, "row", photo.id], changed)
    void client.invalidateQueries({ queryKey: ["photos", subjectId, photo.role] })
    void client.invalidateQueries({ queryKey: ["estimate"] })
  }
  return useMutation({
    mutationFn: (edit: PhotoEdit) => editPhoto(photo.role, photo.id, edit),
    onSuccess: (changed, edit) => {
      take(changed)
      onDone()
      const undo = () => void editPhoto(photo.role, photo.id, photo.edit).then(take, (error: unknown) => toast(wordsFor(error).body))
      toast(isSameEdit(edit as Edit, { rotation: 0, crop: null }) ? words.restoredToast : words.editedToast, { undo })
    },
  })
}

type Props = { photo: Photo; subjectId: string; onClose: () => void }

export function CropEditor({ photo, subjectId, onClose }: Props) {
  const original = photo.original ?? photo.picture
  const editing = useEditing(photo, subjectId, onClose)
  if (!original) return null
  return (
    <CropTable
      original={original}
      edit={photo.edit as Edit}
      isEdited={photo.original !== null}
      isApplying={editing.isPending}
      problem={editing.error && <ErrorNotice words={wordsFor(editing.error)} />}
      onApply={(edit) => editing.mutate(edit)}
      onClose={onClose}
    />
  )
}
