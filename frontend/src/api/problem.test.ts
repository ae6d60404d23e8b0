import { describe, expect, it } from "vitest"
import { problemFrom, query } from "./client"
import { Problem, wordsFor } from "./problem"

describe("words for what went wrong", () => {
  it("reads problem+json and says the figures", () => {
    const problem = problemFrom(422, JSON.stringify({ code: "too_small", detail: "", extra: { measured: 640, needed: 800 } }))
    expect(wordsFor(problem).body).toBe("This photo is 640 px on its short side and needs 800. It cost nothing. Add the original, or a larger copy.")
  })

  it("uses the words of the server for a code it does not say itself", () => {
    const problem = problemFrom(409, JSON.stringify({ code: "photo_in_use", title: "In use", detail: "Swap 3 still needs this photo." }))
    expect(wordsFor(problem)).toEqual({ title: "In use", body: "Swap 3 still needs this photo." })
  })

  it("has words for an answer that is not ours", () => {
    expect(problemFrom(502, "<html>Bad gateway</html>").code).toBe("offline")
    expect(problemFrom(413, "").code).toBe("too_many_bytes")
    expect(wordsFor(problemFrom(418, "")).body).toContain("418")
  })

  it("blames itself for what is not a problem of the API, and shows no stack", () => {
    const words = wordsFor(new TypeError("x is undefined"))
    expect(words.body).toContain("Nothing was charged")
    expect(JSON.stringify(words)).not.toContain("undefined")
  })

  it("keeps the price and the credits of an insufficient balance", () => {
    const words = wordsFor(new Problem("insufficient_credits", 402, "", "", { needed: 312, free: 208 }))
    expect(words).toMatchObject({ body: "This needs 312 credits and 208 are free. Nothing started.", action: "Choose fewer" })
  })
})

describe("query strings", () => {
  it("leave out what is not set", () => {
    expect(query({ subject: "a b", kind: undefined, status: "", limit: 3 })).toBe("?subject=a+b&limit=3")
    expect(query({})).toBe("")
  })
})
