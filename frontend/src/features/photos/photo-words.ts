/** A photo's report in words short enough for a tag, and its measure for the edge print. */
import { words } from "#words/photos"
import { type Check, type Photo, type Report } from "../../api/shapes"

const { short } = words

const SHORT: Record<string, (check: Check) => string> = {
  content: () => short.refused,
  age: () => short.refused,
  faces: (check) => (check.value === 0 ? short.noFace : check.value && check.value > 1 ? short.faces(check.value) : short.faceUnclear),
  face_size: (check) => (check.value === null ? short.smallFace : short.face(check.value)),
  yaw: (check) => (check.value === null ? short.turned : short.turnedBy(check.value)),
  sharpness: () => short.soft,
  brisque: () => short.lowQuality,
  exposure: () => short.badlyLit,
  identity: () => short.someoneElse,
}

const RANK = { refuse: 2, warn: 1, pass: 0 }

/** The check that weighs most, or null when all pass. The order of the report breaks ties. */
export function worstCheck(report: Report | null): Check | null {
  return (report?.checks ?? []).reduce<Check | null>((worst, check) => (RANK[check.verdict] > (worst ? RANK[worst.verdict] : 0) ? check : worst), null)
}

/** Which face was chosen by hand: that one of several is used needs no warning any more. */
function chosenFace({ report }: Photo): string | null {
  const faces = report?.faces ?? []
  const at = faces.findIndex((face) => face.chosen)
  return faces.length < 2 || at < 0 ? null : short.chosen(at + 1, faces.length)
}

/** At most one tag: the worst reason; a passing photo carries none. */
export function tagFor(photo: Photo): { words: string; tone: "warn" | "refuse" | "pass" | "none" } | null {
  if (photo.status === "pending") return { words: short.checking, tone: "none" }
  const check = worstCheck(photo.report)
  if (check) return { words: SHORT[check.key]?.(check) ?? check.label, tone: check.verdict === "refuse" ? "refuse" : "warn" }
  const face = chosenFace(photo)
  return face === null ? null : { words: face, tone: "pass" }
}

/** What stands at the right of the edge print: the height of the chosen face. */
export function measureOf(photo: Photo): string {
  const face = photo.report?.faces.find(({ chosen }) => chosen)
  return face ? words.pixels(face.height) : ""
}

/** Width and height of the file, in pixels. */
export const sizeOf = (photo: Photo): string => words.size(photo.width, photo.height)

/** "Source photo 3" */
export const altFor = (photo: Photo): string => words.alt(photo.role, photo.number)

/** How the screen rated what it let through; null before it has looked. */
export function ratingOf({ report, status }: Photo): string | null {
  const content = report?.checks.find(({ key }) => key === "content")
  return status === "refused" || !content || content.verdict !== "pass" ? null : words.rating(content.value)
}
