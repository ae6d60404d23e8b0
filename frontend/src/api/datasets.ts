/** Datasets: pictures of a subject with their captions, what is wrong with them, versions, imports. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { sameOrigin } from "./photos"
import { type CaptionBulk, type CaptionEstimate, type CaptionWas, type Dataset, type DatasetDetail, type DatasetItem, type DatasetVersion, type ImportReport, type LeftOut, type Page, type Run } from "./shapes"

/** What is to get words, by which engine; without an engine, by the one that is offered first. */
export type CaptionWish = { engine?: string; options?: Record<string, unknown>; items?: string[]; overwrite?: boolean }
type Added = { items: DatasetItem[]; left_out: LeftOut[]; run: string | null }

const at = (id: string, rest = "") => `/api/datasets/${id}/${rest}`
const MOST = 200
const post = <T>(path: string, json: object, key?: string) => send<T>(path, { method: "POST", json, key })

export const datasets = (subject: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["datasets", subject],
    enabled: subject !== undefined,
    queryFn: ({ pageParam, signal }) => get<Page<Dataset>>(pageParam, signal),
    initialPageParam: `/api/datasets/${query({ subject, limit: 60 })}`,
    getNextPageParam: (last: Page<Dataset>) => (last.next ? sameOrigin(last.next) : undefined),
  })

export const dataset = (id: string) => queryOptions({ queryKey: ["dataset", id], queryFn: ({ signal }) => get<DatasetDetail>(at(id), signal) })

/** All pictures of a dataset in their order, over as many pages as there are: what is found, counted and replaced is all of it. */
export const datasetItems = (id: string) =>
  queryOptions({
    queryKey: ["dataset-items", id],
    queryFn: async ({ signal }) => {
      const all: DatasetItem[] = []
      let next: string | null = at(id, `items/${query({ limit: MOST })}`)
      while (next) {
        const page: Page<DatasetItem> = await get<Page<DatasetItem>>(sameOrigin(next), signal)
        all.push(...page.results)
        next = page.next
      }
      return all
    },
  })

export const versions = (id: string) => queryOptions({ queryKey: ["dataset-versions", id], queryFn: async ({ signal }) => (await get<Page<DatasetVersion>>(at(id, "versions/"), signal)).results })

export const makeDataset = (subject: string, name: string) => post<DatasetDetail>("/api/datasets/", { subject, name })
export const changeDataset = (id: string, change: { name?: string; template?: string; describe_identity?: boolean }) => send<DatasetDetail>(at(id), { method: "PATCH", json: change })
export const deleteDataset = (id: string) => send<null>(at(id), { method: "DELETE" })

/** Writes or decides on one picture; `revision` is the one that was typed over. Throws `caption_moved` with the caption as it is now. */
export const changeItem = (id: string, item: string, change: { caption?: string; revision?: number; kept?: boolean }, keepalive = false) =>
  send<DatasetItem>(at(id, `items/${item}/`), { method: "PATCH", json: change, keepalive })
export const editItem = (id: string, item: string, edit: { rotation: number; crop?: number[] | null }) => send<DatasetItem>(at(id, `items/${item}/edit/`), { method: "PUT", json: { crop: null, ...edit } })
export const addItems = (id: string, what: { results?: string[]; photos?: string[] }) => post<Added>(at(id, "items/"), what)
export const removeItems = (id: string, items: string[]) => post<{ removed: number }>(at(id, "items/remove/"), { items })
export const changeMany = (id: string, wish: CaptionBulk) => post<{ changed: number; was: CaptionWas[] }>(at(id, "items/bulk/"), wish)
export const undoMany = (id: string, was: CaptionWas[]) => post<{ undone: number; moved: string[] }>(at(id, "items/undo/"), { was })

export const captionEstimate = (id: string, wish: CaptionWish | null) =>
  queryOptions({
    queryKey: ["caption-estimate", id, wish],
    enabled: wish !== null,
    queryFn: ({ signal }) => send<CaptionEstimate>(at(id, "caption/estimate/"), { method: "POST", json: wish, signal }),
    retry: false,
    throwOnError: false,
    placeholderData: keepPreviousData,
  })
/** Starts a run of captions; the same `key` with the same wish gives the same run. */
export const startCaptions = (id: string, wish: CaptionWish, key: string) => post<Run>(at(id, "caption/"), wish, key)

export const freezeDataset = (id: string) => post<DatasetVersion & { warnings: string[] }>(at(id, "freeze/"), {})
/** Where the zip of pairs is downloaded: of a version, or of what is kept now. */
export const pairsUrl = (id: string, version?: number): string => at(id, `archive/${query({ version })}`)

export function importZip(id: string, file: File): Promise<{ id: string; report: ImportReport }> {
  const form = new FormData()
  form.append("file", file)
  return send(at(id, "import/"), { method: "POST", form })
}
