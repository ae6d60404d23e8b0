import { describe, expect, it } from "vitest"
import { cap, found, nameOf, type Shortcut } from "./keys"

const shortcut = (keys: string, name: string): Shortcut => ({ keys, name, where: "here", act: () => undefined })
const press = (key: string, more = {}) => nameOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

describe("the keyboard", () => {
  it("names a press as the map writes it", () => {
    expect(press("Z")).toBe("z")
    expect(press("z", { metaKey: true })).toBe("Ctrl z")
    expect(press("Escape")).toBe("Escape")
    expect(press("z", { altKey: true })).toBeNull()
  })

  it("lets the newest registration win, and a sequence before a single key", () => {
    const all = [shortcut("m", "newest"), shortcut("m", "older"), shortcut("g m", "models")]
    expect(found(all, null, "m")?.name).toBe("newest")
    expect(found(all, "g", "m")?.name).toBe("models")
    expect(found(all, "g", "x")).toBeUndefined()
  })

  it("writes a key as its cap", () => {
    expect(["z", "Ctrl k", "Ctrl enter", "g m", "?", "Escape", "Shift"].map(cap)).toEqual(["Z", "Ctrl K", "Ctrl Enter", "G M", "?", "Escape", "Shift"])
  })
})
