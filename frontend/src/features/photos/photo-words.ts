/** A photo's report in words short enough for a tag, and its measure for the edge print. */
import { type Check, type Photo, type Report } from "../../api/shapes"
import { count, degrees } from "../../lib/format"

const SHORT: Record<string, (check: Check) => string> = {
  content: () => "Refused",
  age: () => "Refused",
  faces: (check) => (check.value === 0 ? "No face" : check.value && check.value > 1 ? `${count(check.value)} faces` : "Face unclear"),
  face_size: (check) => (check.value === null ? "Small face" : `Face ${count(check.value)} px`),
  yaw: (check) => (check.value === null ? "Turned" : `Turned ${degrees(check.value)}`),
  sharpness: () => "Soft focus",
  brisque: () => "Low quality",
  exposure: () => "Badly lit",
  identity: () => "Someone else?",
}

const RANK = { refuse: 2, warn: 1, pass: 0 }

/** The check that weighs most, or null when all pass. The order of the report breaks ties. */
export function worstCheck(report: Report | null): Check | null {
  const found = (report?.checks ?? []).reduce<Check | null>((worst, check) => (RANK[check.verdict] > (worst ? RANK[worst.verdict] : 0) ? check : worst), null)
  return found
}

/** At most one tag: the worst reason; a passing photo carries none. */
export function tagFor(photo: Photo): { words: string; tone: "warn" | "refuse" | "pass" | "none" } | null {
  if (photo.status === "pending") return { words: "Checking", tone: "none" }
  const check = worstCheck(photo.report)
  if (check) return { words: SHORT[check.key]?.(check) ?? check.label, tone: check.verdict === "refuse" ? "refuse" : "warn" }
  const faces = photo.report?.faces ?? []
  if (faces.length < 2) return null
  const at = faces.findIndex((face) => face.chosen)
  return { words: at < 0 ? `${count(faces.length)} faces` : `Face ${at + 1} of ${faces.length} chosen`, tone: "pass" }
}

/** What stands at the right of the edge print: the height of the chosen face. */
export function measureOf(photo: Photo): string {
  const face = photo.report?.faces.find(({ chosen }) => chosen)
  return face ? `${count(face.height)} px` : ""
}

/** Width and height of the file, in pixels. */
export const sizeOf = (photo: Photo): string => `${count(photo.width)} × ${count(photo.height)}`

/** "Source photo 3" */
export const altFor = (photo: Photo): string => `${photo.role === "source" ? "Source" : "Target"} photo ${photo.number}`

/** Whether all measured sources show one person; null before two are measured. */
export function samePerson(photos: Photo[]): { same: boolean; measured: number } | null {
  const checks = photos.map((photo) => photo.report?.checks.find(({ key }) => key === "identity")).filter((check) => check !== undefined)
  return checks.length < 2 ? null : { same: checks.every(({ verdict }) => verdict === "pass"), measured: checks.length }
}
