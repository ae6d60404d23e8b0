/** Source and target photos of a subject. */
import { queryOptions } from "@tanstack/react-query"
import { get, query, send } from "./client"
import { type Page, type Photo, type PhotoRole } from "./shapes"

const MOST_AT_ONCE = 100

/** All photos of one role, over as many pages as there are; `subjectId` may be undefined while it loads. */
export const photos = (subjectId: string | undefined, role: PhotoRole) =>
  queryOptions({
    queryKey: ["photos", subjectId, role],
    enabled: subjectId !== undefined,
    queryFn: async ({ signal }) => {
      const all: Photo[] = []
      let next: string | null = `/api/subjects/${subjectId}/${role}-photos/${query({ limit: MOST_AT_ONCE })}`
      while (next) {
        const page: Page<Photo> = await get<Page<Photo>>(sameOrigin(next), signal)
        all.push(...page.results)
        next = page.next
      }
      return all.sort((a, b) => a.number - b.number)
    },
  })

/** The path of a link the API gave, so that a proxy's idea of our host does not matter. */
export function sameOrigin(link: string): string {
  const url = new URL(link, location.origin)
  return url.pathname + url.search
}

export const photo = (role: PhotoRole, id: string) => get<Photo>(`/api/${role}-photos/${id}/`)

export const chooseFace = (role: PhotoRole, id: string, index: number) =>
  send<Photo>(`/api/${role}-photos/${id}/choose-face/`, { method: "POST", json: { index } })

/** A photo a new swap may use, or may be able to once its report is there. */
export const isUsable = ({ status, report, decision }: Photo): boolean => status !== "refused" && report?.verdict !== "refuse" && decision !== "reject"
