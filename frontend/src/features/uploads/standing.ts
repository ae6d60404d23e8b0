/** All queues of this browser, so that every page can show what is on its way; it imports none of what sends. */
import { useSyncExternalStore } from "react"
import { type QueueState } from "./upload-item"
import { type UploadQueue } from "./upload-queue"

export type Standing = { subject: string; queue: UploadQueue; state: QueueState; isBusy: boolean }

const queues: { subject: string; queue: UploadQueue }[] = []
let busy: readonly Standing[] = []
const watchers = new Set<() => void>()

/** Takes in a queue that was made; it stands for good. */
export function stand(subject: string, queue: UploadQueue): void {
  queues.push({ subject, queue })
  queue.watch(look)
}

function look(): void {
  const now = queues.map(({ subject, queue }) => ({ subject, queue, state: queue.snapshot(), isBusy: true }))
  const next = now.filter(({ state }) => state.items.some(isOnItsWay))
  if (next.length === 0 && busy.length === 0) return
  busy = next
  watchers.forEach((watch) => watch())
}

const isOnItsWay = ({ state }: QueueState["items"][number]) => state === "waiting" || state === "sending" || state === "checking" || state === "paused"

const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** The queues with files on their way. */
export const useStanding = (): readonly Standing[] => useSyncExternalStore(watch, () => busy)
