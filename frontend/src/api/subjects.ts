/** Subjects (called models on screen), their consent, and the overview of all of them. */
import { queryOptions } from "@tanstack/react-query"
import { get, send } from "./client"
import { type Consent, type ConsentUse, type EngineChoice, type Overview, type Subject, type SubjectKind } from "./shapes"

export const overview = queryOptions({ queryKey: ["overview"], queryFn: ({ signal }) => get<Overview>("/api/overview/", signal) })

/** One subject, by its slug or its id. */
export const subject = (slug: string) =>
  queryOptions({ queryKey: ["subject", slug], queryFn: ({ signal }) => get<Subject>(`/api/subjects/${slug}/`, signal) })

export const createSubject = (fields: { name: string; kind: SubjectKind; attestation?: string }) =>
  send<Subject>("/api/subjects/", { method: "POST", json: fields })

/** What a new swap of a model starts with. */
export type SubjectSettings = { engines?: Record<string, EngineChoice>; enhance?: boolean; target_set?: string | null }

export const changeSubject = (id: string, fields: { name?: string; trigger_word?: string; settings?: SubjectSettings }) => send<Subject>(`/api/subjects/${id}/`, { method: "PATCH", json: fields })

export const deleteSubject = (id: string) => send<null>(`/api/subjects/${id}/`, { method: "DELETE" })

export type ConsentFields = { uses: ConsentUse[]; given_by: string; statement: string; evidence: File | null }

export function grantConsent(subjectId: string, fields: ConsentFields): Promise<Consent> {
  const form = new FormData()
  form.append("uses", fields.uses.join(","))
  form.append("given_by", fields.given_by)
  form.append("statement", fields.statement)
  if (fields.evidence) form.append("evidence", fields.evidence)
  return send<Consent>(`/api/subjects/${subjectId}/consents/`, { method: "POST", form })
}

export const revokeConsent = (subjectId: string, consentId: string) =>
  send<Consent>(`/api/subjects/${subjectId}/consents/${consentId}/revoke/`, { method: "POST" })
