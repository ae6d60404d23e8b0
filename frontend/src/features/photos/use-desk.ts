/** What can be done with the photos of a desk: shown at once, sent behind, taken back by the toast. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useMemo } from "react"
import { words } from "#words/photos"
import { bulk, desk as deskQuery, refusalIn } from "../../api/desk"
import { wordsFor } from "../../api/problem"
import { type Photo, type PhotoBulkAction, type PhotoDecision, type PhotoDesk, type PhotoRole, type TargetSet } from "../../api/shapes"
import { toast } from "../../ui/toast"
import { byDecision, withDecision } from "./desk-view"
import { hide, unhide } from "../../lib/hidden"

const ACTION = { keep: "keep", reject: "reject", none: "clear" } as const

export type DeskActions = {
  /** `quiet`: without a toast, where an undo stands beside it. */
  decide: (ids: readonly string[], decision: PhotoDecision, how?: { quiet: boolean }) => void
  remove: (ids: readonly string[]) => void
  add: (set: Pick<TargetSet, "id" | "name">, ids: readonly string[]) => void
  takeOut: (set: Pick<TargetSet, "id" | "name">, ids: readonly string[]) => void
}

/** Says in a toast what did not work; what is shown is fetched again by whoever calls. */
const say = (error: unknown) => toast(wordsFor(error).body)

export function useDeskActions(subjectId: string, role: PhotoRole): DeskActions {
  const client = useQueryClient()
  return useMemo(() => actionsOn(client, subjectId, role), [client, subjectId, role])
}

function actionsOn(client: QueryClient, subjectId: string, role: PhotoRole): DeskActions {
  const all = ["photos", subjectId, role]
  const { queryKey } = deskQuery(subjectId, role)
  let going = 0

  const send = async (action: PhotoBulkAction, ids: readonly string[], set?: string) => {
    going += 1
    try {
      const refusal = refusalIn(await bulk(subjectId, role, action, [...ids], set))
      if (refusal) say(refusal)
    } catch (error) {
      say(error)
    } finally {
      going -= 1
      // Only the last of several sets the desk right: an answer to an earlier one would undo what came after.
      if (going === 0) void client.invalidateQueries({ queryKey: all })
    }
  }

  const show = (ids: readonly string[], decision: PhotoDecision) => {
    void client.cancelQueries({ queryKey })
    client.setQueryData<PhotoDesk>(queryKey, (desk) => desk && withDecision(desk, ids, decision))
    for (const id of ids) client.setQueryData<Photo | null>([...all, "row", id], (row) => row && { ...row, decision })
  }

  const decide: DeskActions["decide"] = (ids, decision, { quiet } = { quiet: false }) => {
    const desk = client.getQueryData<PhotoDesk>(queryKey)
    if (!desk || ids.length === 0) return
    const before = byDecision(desk, ids)
    show(ids, decision)
    void send(ACTION[decision], ids)
    if (quiet) return
    const undo = () => {
      for (const [was, group] of before) {
        show(group, was)
        void send(ACTION[was], group)
      }
    }
    toast(words.decided(ids.length, decision), { undo })
  }

  const remove = (ids: readonly string[]) => {
    if (ids.length === 0) return
    hide(ids)
    const finish = async () => {
      await send("delete", ids)
      await client.invalidateQueries({ queryKey: all })
      unhide(ids)
      for (const key of ["overview", "estimate", "target-sets", "shots"]) void client.invalidateQueries({ queryKey: [key] })
    }
    toast(words.deleted(ids.length), { undo: () => unhide(ids), done: () => void finish() })
  }

  const inSet = (set: string, ids: readonly string[], isIn: boolean) => {
    const gone = new Set(ids)
    client.setQueryData<TargetSet[]>(["target-sets", subjectId], (sets) =>
      sets?.map((one) => (one.id === set ? { ...one, photos: [...one.photos.filter((id) => !gone.has(id)), ...(isIn ? ids : [])] } : one)),
    )
    void send(isIn ? "add_to_set" : "remove_from_set", ids, set).then(() => client.invalidateQueries({ queryKey: ["target-sets", subjectId] }))
  }

  const add: DeskActions["add"] = (set, ids) => {
    const known = new Set(client.getQueryData<TargetSet[]>(["target-sets", subjectId])?.find(({ id }) => id === set.id)?.photos)
    const fresh = ids.filter((id) => !known.has(id))
    if (fresh.length > 0) inSet(set.id, fresh, true)
    toast(words.added(fresh.length, set.name), fresh.length > 0 ? { undo: () => inSet(set.id, fresh, false) } : {})
  }

  const takeOut: DeskActions["takeOut"] = (set, ids) => {
    inSet(set.id, ids, false)
    toast(words.takenOut(ids.length, set.name), { undo: () => inSet(set.id, ids, true) })
  }
  return { decide, remove, add, takeOut }
}
