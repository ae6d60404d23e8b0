/** The drafts of a dataset for its page: one set a browser tab, alive while the tab is, whatever page it shows. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useCallback, useSyncExternalStore } from "react"
import { changeItem, dataset as datasetQuery } from "../../api/datasets"
import { isProblem, Problem } from "../../api/problem"
import { createDrafts, type Drafts } from "./drafts"
import { patchItem, putItem } from "./items-cache"
import { type Draft } from "./saving"

const open = new Map<string, Drafts>()

const sending = new Set<string>()
/** Whether this page is saving the picture's words: what an event tells of it then is its own echo, and the answer says more. */
export const isSending = (item: string): boolean => sending.has(item)

const REST_MS = 1500
const resting = new Set<string>()

/** What is said of the whole dataset follows its captions, once they rest. */
function refreshDataset(client: QueryClient, dataset: string) {
  if (resting.has(dataset)) return
  resting.add(dataset)
  setTimeout(() => {
    resting.delete(dataset)
    void client.invalidateQueries({ queryKey: datasetQuery(dataset).queryKey })
  }, REST_MS)
}

function draftsOf(client: QueryClient, dataset: string): Drafts {
  const known = open.get(dataset)
  if (known) return known
  const send = async (item: string, caption: string, revision: number, keepalive: boolean) => {
    sending.add(item)
    try {
      const answer = await changeItem(dataset, item, { caption, revision }, keepalive)
      putItem(client, dataset, answer)
      refreshDataset(client, dataset)
      return answer
    } catch (error) {
      if (error instanceof Problem && isProblem(error, "caption_moved")) {
        const { caption: theirs, revision: later } = error.extra as { caption: string; revision: number }
        patchItem(client, dataset, item, (row) => ({ ...row, caption: theirs, revision: later }))
      }
      throw error
    } finally {
      sending.delete(item)
    }
  }
  const drafts = createDrafts({ dataset, send })
  addEventListener("pagehide", drafts.leave)
  addEventListener("pageshow", drafts.back)
  addEventListener("online", () => drafts.flush())
  open.set(dataset, drafts)
  return drafts
}

export function useDrafts(dataset: string): Drafts {
  const client = useQueryClient()
  const drafts = draftsOf(client, dataset)
  useSyncExternalStore(drafts.watch, drafts.version)
  return drafts
}

/** The draft of one picture; other rows are not drawn again when it changes. */
export function useDraft(dataset: string, item: string): { draft: Draft | undefined; isSavedHere: boolean; drafts: Drafts } {
  const client = useQueryClient()
  const drafts = draftsOf(client, dataset)
  const draft = useSyncExternalStore(drafts.watch, useCallback(() => drafts.of(item), [drafts, item]))
  const isSavedHere = useSyncExternalStore(drafts.watch, useCallback(() => drafts.isSavedHere(item), [drafts, item]))
  return { draft, isSavedHere, drafts }
}
