import { describe, expect, it } from "vitest"
import { count, degrees, duration, initials, megabytes, moment, plural, shortLeft, signed, when } from "./format"
import { keyKeeper } from "./once-key"
import { paths, safeNext } from "./paths"

const now = new Date(2026, 10, 22, 15, 0)
const at = (...parts: [number, number, number, number?, number?]) => new Date(parts[0], parts[1], parts[2], parts[3] ?? 0, parts[4] ?? 0).toISOString()

describe("numbers", () => {
  it("are grouped, signed with a real minus, and counted", () => {
    expect(count(4224)).toBe("4,224")
    expect([signed(12), signed(-288)]).toEqual(["+12", "−288"])
    expect([plural(1, "picture"), plural(1200, "picture")]).toEqual(["1 picture", "1,200 pictures"])
    expect([degrees(-14.6), megabytes(9_437_184), megabytes(40_000)]).toEqual(["15°", "9 MB", "0.04 MB"])
  })
})

describe("time", () => {
  it("is said as roughly as it is known", () => {
    expect([4, 42, 118, 300, 9000].map(duration)).toEqual(["under 10 seconds", "about 40 seconds", "about 2 minutes", "about 5 minutes", "about 3 hours"])
    expect([5, 42, 118].map(shortLeft)).toEqual(["seconds left", "42 s left", "2 min left"])
  })

  it("is a clock today, a day this year, and has the year before", () => {
    expect(when(at(2026, 10, 22, 14, 32), now)).toBe("14:32")
    expect(when(at(2026, 10, 20), now)).toBe("20 Nov")
    expect(when(at(2025, 10, 3), now)).toBe("3 Nov 2025")
    expect(moment(at(2026, 10, 22, 14, 32), now)).toBe("Today 14:32")
  })
})

describe("names", () => {
  it("give initials from words or an address", () => {
    expect([initials("Lea Ortmann"), initials("demo@studio.local"), initials("")]).toEqual(["LO", "DS", ""])
  })
})

describe("addresses", () => {
  it("are these", () => {
    expect([paths.model("andie"), paths.newSwap("andie"), paths.picture("r1", 3), paths.signIn("/runs/r1")]).toEqual(["/models/andie", "/models/andie/swaps/new", "/runs/r1/pictures/3", "/sign-in?next=%2Fruns%2Fr1"])
  })

  it("never lead out of the dashboard after sign-in", () => {
    expect(["/runs/1", "//evil.example", "/\\evil.example", "https://evil.example", null].map(safeNext)).toEqual(["/runs/1", "/", "/", "/", "/"])
  })
})

describe("the key of a costly request", () => {
  it("stays while the request stays, and changes with it", () => {
    let made = 0
    const keyFor = keyKeeper(() => `key ${++made}`)
    expect([keyFor("a"), keyFor("a"), keyFor("b"), keyFor("a")]).toEqual(["key 1", "key 1", "key 2", "key 3"])
  })
})
