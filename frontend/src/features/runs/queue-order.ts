/** The order of the queue as the browser sees it: pure, so that a move can be shown before it is answered. */
import { type Turn } from "../../api/shapes"

const waits = ({ run }: Turn): boolean => run.status === "queued"

/** The place of each waiting run among one's own, from 1. */
export const ownPlaces = (turns: Turn[]): Map<string, number> => new Map(turns.filter(waits).map(({ run }, at) => [run.id, at + 1]))

/** The queue after `id` has taken the `place`-th turn; the turns themselves (place, time) stay where they are. */
export function movedTo(turns: Turn[], id: string, place: number): Turn[] {
  const waiting = turns.filter(waits)
  const moved = waiting.find(({ run }) => run.id === id)
  if (!moved) return turns
  const others = waiting.filter((turn) => turn !== moved)
  const order = [...others.slice(0, place - 1), moved, ...others.slice(place - 1)]
  let next = 0
  return turns.map((turn) => (waits(turn) ? { ...turn, run: (order[next++] ?? turn).run } : turn))
}
