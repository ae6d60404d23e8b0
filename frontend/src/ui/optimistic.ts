/** A change that shows at once, is sent behind it, goes back when it is refused, and can be undone from its toast. */
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query"
import { toast } from "./toast"

export type Change<Data, What> = {
  /** Every cached query whose key starts like this is changed. */
  queryKey: QueryKey
  /** The same data after the change; it must not be changed in place. */
  apply: (data: Data, what: What) => Data
  send: (what: What) => Promise<unknown>
  /** What takes the change back on the server; without it the toast has no undo. */
  unsend?: (what: What) => Promise<unknown>
  /** "3 photos rejected"; without it no toast is shown unless it fails. */
  say?: (what: What) => string
  /** What a refusal says: what happened, what it cost, what to do. */
  fail: (error: unknown) => string
  /** Other queries that are asked again when all is settled. */
  also?: QueryKey[]
}

/** Changes of one key on their way: only the last of them asks the server again, so that none flickers back. */
const going = new Map<string, number>()
const add = (name: string, by: number) => {
  const left = (going.get(name) ?? 0) + by
  if (left > 0) going.set(name, left)
  else going.delete(name)
  return left
}

async function during(client: QueryClient, { queryKey, also = [] }: Pick<Change<never, never>, "queryKey" | "also">, work: () => Promise<unknown>): Promise<void> {
  const name = JSON.stringify(queryKey)
  add(name, 1)
  try {
    await client.cancelQueries({ queryKey })
    await work()
  } finally {
    if (add(name, -1) === 0) for (const key of [queryKey, ...also]) void client.invalidateQueries({ queryKey: key })
  }
}

/** Answers whether the server took it; never throws. */
export async function change<Data, What>(client: QueryClient, spec: Change<Data, What>, what: What): Promise<boolean> {
  const { queryKey, apply, send, unsend, say, fail } = spec
  let before: [QueryKey, Data | undefined][] = []
  const restore = () => before.forEach(([key, data]) => client.setQueryData(key, data))
  const tryTo = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await during(client, spec, work)
      return true
    } catch (error) {
      toast(fail(error))
      return false
    }
  }
  const sent = tryTo(async () => {
    before = client.getQueriesData<Data>({ queryKey })
    client.setQueriesData<Data>({ queryKey }, (data) => data && apply(data, what))
    await send(what).catch((error: unknown) => {
      restore()
      throw error
    })
  })
  const undo =
    unsend &&
    (async () => {
      restore()
      if (await sent) await tryTo(() => unsend(what))
    })
  if (say) toast(say(what), { undo: undo && (() => void undo()) })
  return sent
}

/** `const reject = useOptimistic({ queryKey: ["photos"], ... }); reject(photos)` */
export function useOptimistic<Data, What>(spec: Change<Data, What>): (what: What) => Promise<boolean> {
  const client = useQueryClient()
  return (what) => change(client, spec, what)
}

