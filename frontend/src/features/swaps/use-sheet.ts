/** The sheet of a swap: fetched once, kept ahead by events, asked for again when the socket is silent or a result is missing at the end. */
import { useQuery } from "@tanstack/react-query"
import { swapSheet } from "../../api/swaps"
import { type SwapSheet } from "../../api/shapes"
import { useSocketState } from "../../realtime/socket"
import { lacksResults, newerSheet } from "../runs/apply-event"
import { isLive } from "../runs/is-live"

const ASK_AGAIN_MS = 1500

export function useSheet(runId: string) {
  const isDeaf = useSocketState() !== "open"
  return useQuery({
    ...swapSheet(runId),
    structuralSharing: (seen, fetched) => newerSheet(seen as SwapSheet | undefined, fetched as SwapSheet),
    refetchInterval: ({ state: { data } }) => (data && (isLive(data.run) ? isDeaf : lacksResults(data)) ? ASK_AGAIN_MS : false),
  })
}
