/** The pictures of a dataset as the pages hold them: one is put back, one is followed; nothing older ever replaces something newer. */
import { type DatasetItem } from "../../api/shapes"
import { type QueryClient } from "@tanstack/react-query"

const keyOf = (dataset: string) => ["dataset-items", dataset]

export const heldItems = (client: QueryClient, dataset: string): DatasetItem[] => client.getQueryData<DatasetItem[]>(keyOf(dataset)) ?? []

export function patchItem(client: QueryClient, dataset: string, id: string, change: (item: DatasetItem) => DatasetItem): void {
  client.setQueryData<DatasetItem[]>(keyOf(dataset), (items) => items?.map((item) => (item.id === id ? change(item) : item)))
}

/** Takes an answer of the server for one picture. */
export const putItem = (client: QueryClient, dataset: string, answer: DatasetItem): void => patchItem(client, dataset, answer.id, (item) => (item.revision > answer.revision ? item : answer))

export type CaptionNews = Pick<DatasetItem, "caption" | "author" | "kept" | "revision">

/** The picture after an event told of its caption; the very same one when the event is old or tells nothing new. */
export function followed(item: DatasetItem, { caption, author, kept, revision }: CaptionNews): DatasetItem {
  const isNew = revision > item.revision || (revision === item.revision && kept !== item.kept)
  return isNew ? { ...item, caption, author, kept, revision } : item
}
