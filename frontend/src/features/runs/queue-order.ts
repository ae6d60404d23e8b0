/** The order of the queue as the browser sees it: pure, so that a move can be shown before it is answered. */
import { type Turn } from "../../api/shapes"

const waits = ({ run }: Turn): boolean => run.status === "queued"

/** The place of each waiting run among one's own of the same priority, from 1, and how many these are. */
export function ownPlaces(turns: Turn[]): Map<string, { place: number; of: number }> {
  const waiting = turns.filter(waits)
  return new Map(
    waiting.map(({ run }) => {
      const alike = waiting.filter((other) => other.run.priority === run.priority)
      return [run.id, { place: alike.findIndex((other) => other.run.id === run.id) + 1, of: alike.length }]
    }),
  )
}

/** The queue after `id` has taken the `place`-th turn of its priority; the turns themselves (place, time) stay where they are. */
export function movedTo(turns: Turn[], id: string, place: number): Turn[] {
  const moved = turns.find((turn) => waits(turn) && turn.run.id === id)
  if (!moved) return turns
  const isAlike = (turn: Turn) => waits(turn) && turn.run.priority === moved.run.priority
  const others = turns.filter((turn) => isAlike(turn) && turn !== moved)
  const order = [...others.slice(0, place - 1), moved, ...others.slice(place - 1)]
  let next = 0
  return turns.map((turn) => (isAlike(turn) ? { ...turn, run: (order[next++] ?? turn).run } : turn))
}
