/** Pictures on their way out of a dataset: hidden at once, gone when the toast is, back with its undo. */
import { useState } from "react"
import { words } from "#words/datasets"
import { type DatasetItem } from "../../api/shapes"
import { toast } from "../../ui/toast"

export function useTakingOut() {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const show = (items: readonly DatasetItem[]) => setHidden((was) => new Set([...was].filter((id) => !items.some((item) => item.id === id))))
  const take = (items: readonly DatasetItem[], remove: (items: readonly DatasetItem[]) => Promise<unknown>) => {
    const [first] = items
    if (!first) return
    setHidden((was) => new Set([...was, ...items.map(({ id }) => id)]))
    toast(words.done.takenOut(first.number), { undo: () => show(items), done: () => void remove(items).finally(() => show(items)) })
  }
  return { hidden, take }
}
