/** Says that there is no connection and from when the page is; goes by itself when the studio answers again. */
import { onlineManager, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query"
import { WifiOff } from "lucide-react"
import { useEffect, useState, useSyncExternalStore } from "react"
import { words } from "#words/shell"
import { get } from "../api/client"
import { time } from "../lib/format"
import { useSocketState } from "../realtime/socket"
import { Button } from "../ui/Button"

const ASK_EVERY_MS = 5000
const ALIVE = "alive"

/** A lost socket alone is no lost connection (a proxy may cut sockets): the studio is asked whether it answers. */
function useIsOffline(): boolean {
  const isOnline = useSyncExternalStore((changed) => onlineManager.subscribe(changed), () => onlineManager.isOnline())
  const isLost = useSocketState() === "lost"
  const alive = useQuery({ queryKey: [ALIVE], queryFn: ({ signal }) => get("/healthz", signal), enabled: isLost && isOnline, networkMode: "always", retry: false, refetchInterval: ASK_EVERY_MS, gcTime: 0, throwOnError: false })
  return !isOnline || (isLost && alive.isError)
}

/** When the newest answer that is shown came. */
const newest = (client: QueryClient): number =>
  Math.max(0, ...client.getQueryCache().getAll().filter(({ queryKey }) => queryKey[0] !== ALIVE).map(({ state }) => state.dataUpdatedAt))

export function Offline() {
  const isOffline = useIsOffline()
  return (
    <div role="status" className={isOffline ? "offline" : undefined}>
      {isOffline && <Away />}
    </div>
  )
}

/** Mounted while there is no connection. */
function Away() {
  const client = useQueryClient()
  const [since] = useState(() => newest(client))
  // What was asked in vain meanwhile is asked again as soon as there is somebody to ask.
  useEffect(() => () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== ALIVE }), [client])
  return (
    <>
      <WifiOff className="ic" />
      <b>{words.offline}</b>
      {since > 0 && <span>{words.offlineSince(time(new Date(since).toISOString()))}</span>}
      <Button size="sm" onClick={() => void client.refetchQueries({ type: "active" })}>
        {words.tryAgain}
      </Button>
    </>
  )
}
