/** What another tab, another member or an engine wrote, wherever captions are shown here. */
import { type QueryClient } from "@tanstack/react-query"
import { type CaptionNews, followed, heldItems, patchItem } from "./items-cache"
import { isSending } from "./use-drafts"

/** Takes one caption's news; true when what is said of it (its faults, its marks) is to be asked for again. */
export function follow(client: QueryClient, { dataset, item, ...news }: CaptionNews & { dataset: string; item: string }): boolean {
  if (isSending(item)) return false
  const before = heldItems(client, dataset).find(({ id }) => id === item)
  if (!before || followed(before, news) === before) return false
  patchItem(client, dataset, item, (row) => followed(row, news))
  return true
}
