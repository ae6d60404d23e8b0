import { describe, expect, it } from "vitest"
import { type Check, type Photo, type Report } from "../../api/shapes"
import { ratingOf, tagFor, worstCheck } from "./photo-words"

const check = (key: string, verdict: Check["verdict"], value: number | null = null): Check => ({ key, label: key, verdict, value, unit: "", sentence: "" })
const photo = (checks: Check[], faces: Report["faces"] = []): Photo =>
  ({ id: "p", role: "source", number: 3, status: "ready", report: { verdict: "pass", sentence: "", measured: true, checks, faces, yaw: null, identity_distance: null } }) as unknown as Photo

describe("the tag of a photo", () => {
  it("is the worst reason, the first of two equals", () => {
    expect(worstCheck(photo([check("yaw", "warn", 28), check("faces", "refuse", 0)]).report)?.key).toBe("faces")
    expect(tagFor(photo([check("face_size", "pass", 400), check("yaw", "warn", -28.4), check("sharpness", "warn")]))).toEqual({ words: "Turned 28°", tone: "warn" })
  })

  it("is absent on a passing photo, and says which face is used in a group", () => {
    expect(tagFor(photo([check("yaw", "pass", 3)]))).toBeNull()
    const face = { box: [0, 0, 1, 1], height: 200, yaw: 0 }
    expect(tagFor(photo([check("faces", "pass", 2)], [{ ...face, chosen: false }, { ...face, chosen: true }]))?.words).toBe("Face 2 of 2 chosen")
  })

  it("says that a report is still being made", () => {
    expect(tagFor({ ...photo([]), status: "pending", report: null })?.words).toBe("Checking")
  })
})

describe("the rating", () => {
  it("is what the screen measured, and none before it looked or after it refused", () => {
    expect(ratingOf(photo([check("content", "pass", 0.02)]))).toBe("Safe, score 0.02")
    expect(ratingOf({ ...photo([]), report: null })).toBeNull()
    expect(ratingOf(photo([check("content", "refuse", 0.9)]))).toBeNull()
  })
})
