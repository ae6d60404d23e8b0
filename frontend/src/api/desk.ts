/** The desk of a subject: all its photos as ids, the rows near the window, what is done with many, target sets. */
import { queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { Problem } from "./problem"
import { type Page, type Photo, type PhotoBulkAction, type PhotoBulkAnswer, type PhotoDesk, type PhotoEdit, type PhotoRole, type Shot, type TargetSet } from "./shapes"

/** Everything that is known of all photos of a role, without a single row. */
export const desk = (subjectId: string, role: PhotoRole) =>
  queryOptions({ queryKey: ["photos", subjectId, role, "desk"], queryFn: ({ signal }) => get<PhotoDesk>(`/api/subjects/${subjectId}/${role}-photos/desk/`, signal) })

/** One row; rows that are asked for in the same moment come in one request. Null: it was deleted. */
export const photoRow = (subjectId: string, role: PhotoRole, id: string) =>
  queryOptions({ queryKey: ["photos", subjectId, role, "row", id], queryFn: () => rowsOf(subjectId, role).load(id) })

const MOST_ROWS = 100
const GATHER_MS = 8

type Asked = { id: string; give: (photo: Photo | null) => void; fail: (error: unknown) => void }

/** Gathers what is asked for within a moment. `fetch` gives the rows of some ids, in any order. */
export function gatherer(fetch: (ids: string[]) => Promise<Photo[]>) {
  let waiting: Asked[] = []
  const send = async (asked: Asked[]) => {
    try {
      const rows = new Map((await fetch(asked.map(({ id }) => id))).map((photo) => [photo.id, photo]))
      asked.forEach(({ id, give }) => give(rows.get(id) ?? null))
    } catch (error) {
      asked.forEach(({ fail }) => fail(error))
    }
  }
  const flush = () => {
    const all = waiting
    waiting = []
    for (let from = 0; from < all.length; from += MOST_ROWS) void send(all.slice(from, from + MOST_ROWS))
  }
  return {
    load: (id: string) =>
      new Promise<Photo | null>((give, fail) => {
        if (waiting.length === 0) setTimeout(flush, GATHER_MS)
        waiting.push({ id, give, fail })
      }),
  }
}

const gatherers = new Map<string, ReturnType<typeof gatherer>>()
function rowsOf(subjectId: string, role: PhotoRole) {
  const path = `/api/subjects/${subjectId}/${role}-photos/`
  const known = gatherers.get(path) ?? gatherer(async (ids) => (await get<Page<Photo>>(`${path}${query({ ids: ids.join(","), limit: ids.length })}`)).results)
  gatherers.set(path, known)
  return known
}

/** Does one thing with many photos; every photo has its own answer. */
export const bulk = (subjectId: string, role: PhotoRole, action: PhotoBulkAction, photos: string[], set?: string) =>
  send<{ answers: PhotoBulkAnswer[] }>(`/api/subjects/${subjectId}/${role}-photos/bulk/`, { method: "POST", json: { action, photos, set }, keepalive: photos.length < 1000 }).then(({ answers }) => answers)

/** The first answer that is a refusal, as it would be thrown. */
export function refusalIn(answers: PhotoBulkAnswer[]): Problem | null {
  const refused = answers.find(({ done }) => !done)
  return refused ? new Problem(refused.code ?? "not_possible", 409, refused.detail ?? "") : null
}

/** Crops and turns; rotation 0 and no crop bring the original back. */
export const editPhoto = (role: PhotoRole, id: string, edit: PhotoEdit) => send<Photo>(`/api/${role}-photos/${id}/edit/`, { method: "PUT", json: edit })

export const shots = (subjectId: string) => queryOptions({ queryKey: ["shots", subjectId], queryFn: ({ signal }) => get<Shot[]>(`/api/subjects/${subjectId}/shot-list/`, signal) })

/** A subject's target sets in their order, each with the ids of its photos. */
export const targetSets = (subjectId: string | undefined) =>
  queryOptions({ queryKey: ["target-sets", subjectId], enabled: subjectId !== undefined, queryFn: ({ signal }) => get<TargetSet[]>(`/api/subjects/${subjectId}/target-sets/`, signal) })

export const makeSet = (subjectId: string, name: string, photos: string[] = []) => send<TargetSet>(`/api/subjects/${subjectId}/target-sets/`, { method: "POST", json: { name, photos } })
export const changeSet = (id: string, change: { name?: string; position?: number }) => send<TargetSet>(`/api/target-sets/${id}/`, { method: "PATCH", json: change })
export const deleteSet = (id: string) => send<null>(`/api/target-sets/${id}/`, { method: "DELETE" })
