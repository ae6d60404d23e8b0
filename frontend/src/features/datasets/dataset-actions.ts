/** What can be done with the pictures of a dataset: shown at once, sent behind, taken back by the toast. */
import { type QueryClient } from "@tanstack/react-query"
import { words } from "#words/datasets"
import { changeItem, changeMany, editItem, removeItems, undoMany } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type CaptionBulk, type DatasetItem } from "../../api/shapes"
import { type Edit, isSameEdit } from "../../lib/crop"
import { toast } from "../../ui/toast"
import { type Drafts } from "./drafts"
import { patchItem, putItem } from "./items-cache"

const say = words.done
const tell = (error: unknown) => toast(wordsFor(error).body)

export type Actions = ReturnType<typeof actionsOn>

export function actionsOn(client: QueryClient, dataset: string, drafts: Drafts) {
  const refresh = () => Promise.all(["dataset-items", "dataset", "caption-estimate"].map((key) => client.invalidateQueries({ queryKey: [key, dataset] })))

  const setKept = async (item: DatasetItem, kept: boolean): Promise<boolean> => {
    patchItem(client, dataset, item.id, (row) => ({ ...row, kept }))
    try {
      putItem(client, dataset, await changeItem(dataset, item.id, { kept }))
      return true
    } catch (error) {
      patchItem(client, dataset, item.id, (row) => ({ ...row, kept: item.kept }))
      tell(error)
      return false
    } finally {
      void client.invalidateQueries({ queryKey: ["dataset", dataset] })
    }
  }

  return {
    decide: (item: DatasetItem, kept: boolean) => {
      if (item.kept === kept) return
      void setKept(item, kept)
      toast(kept ? say.kept(item.number) : say.rejected(item.number), { undo: () => void setKept({ ...item, kept }, item.kept) })
    },

    /** Changes many captions; words that are still on their way go first. Answers whether it was done. */
    many: async (wish: CaptionBulk): Promise<boolean> => {
      if (!(await drafts.settle())) {
        toast(say.unsavedFirst)
        return false
      }
      try {
        const { changed, was } = await changeMany(dataset, wish)
        void refresh()
        const undo = () =>
          void undoMany(dataset, was)
            .then(({ undone, moved }) => toast(say.undone(undone, moved.length)), tell)
            .finally(refresh)
        toast(changed > 0 ? say.changed(changed) : say.unchanged, changed > 0 ? { undo } : {})
        return true
      } catch (error) {
        tell(error)
        return false
      }
    },

    /** Takes pictures out for good; they stay where they came from. */
    remove: (items: readonly DatasetItem[]) => {
      for (const { id } of items) drafts.drop(id)
      return removeItems(dataset, items.map(({ id }) => id)).catch(tell).finally(refresh)
    },

    edit: async (item: DatasetItem, edit: Edit): Promise<void> => {
      const before: Edit = { rotation: item.rotation, crop: item.crop }
      putItem(client, dataset, await editItem(dataset, item.id, edit))
      const undo = () => void editItem(dataset, item.id, before).then((answer) => putItem(client, dataset, answer), tell)
      toast(isSameEdit(edit, { rotation: 0, crop: null }) ? say.restored(item.number) : say.edited(item.number), { undo })
    },
  }
}
