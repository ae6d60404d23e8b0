// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { change, type Change } from "./optimistic"
import { current, settle, undo } from "./toast"

const KEY = ["photos", "s1"]
/** An answer that comes when the test says so. */
const gate = () => {
  let yes = (): void => undefined
  const passed = new Promise<void>((resolve) => (yes = resolve))
  return { passed, yes: () => yes() }
}
const spec = (more: Partial<Change<string[], string>> = {}): Change<string[], string> => ({
  queryKey: KEY,
  apply: (list, name) => list.filter((other) => other !== name),
  send: () => Promise.resolve(),
  fail: () => "Nothing was changed.",
  ...more,
})

describe("a change that shows at once", () => {
  let client: QueryClient
  const shown = () => client.getQueryData<string[]>(KEY)
  beforeEach(() => {
    settle()
    client = new QueryClient()
    client.setQueryData(KEY, ["a", "b"])
  })

  it("is seen before the server has answered, and asks again after", async () => {
    const { passed, yes } = gate()
    const done = change(client, spec({ send: () => passed }), "a")
    await vi.waitFor(() => expect(shown()).toEqual(["b"]))
    expect(client.getQueryState(KEY)?.isInvalidated).toBe(false)
    yes()
    expect(await done).toBe(true)
    expect(client.getQueryState(KEY)?.isInvalidated).toBe(true)
  })

  it("goes back when it is refused, and says why", async () => {
    expect(await change(client, spec({ send: () => Promise.reject(new Error("no")) }), "a")).toBe(false)
    expect(shown()).toEqual(["a", "b"])
    expect(current()?.words).toBe("Nothing was changed.")
  })

  it("is undone from its toast, after it was sent", async () => {
    const order: string[] = []
    const { passed, yes } = gate()
    const note = (word: string) => () => passed.then(() => void order.push(word))
    const done = change(client, spec({ send: note("sent"), unsend: note("taken back"), say: (name) => `${name} rejected` }), "a")
    expect(current()?.words).toBe("a rejected")
    await vi.waitFor(() => expect(shown()).toEqual(["b"]))
    undo()
    expect(shown()).toEqual(["a", "b"])
    yes()
    await done
    await vi.waitFor(() => expect(order).toEqual(["sent", "taken back"]))
  })

  it("asks the server again only when the last of several is through", async () => {
    const [first, second] = [gate(), gate()]
    const one = change(client, spec({ send: () => first.passed }), "a")
    const two = change(client, spec({ send: () => second.passed }), "b")
    first.yes()
    await one
    expect(client.getQueryState(KEY)?.isInvalidated).toBe(false)
    await vi.waitFor(() => expect(shown()).toEqual([]))
    second.yes()
    await two
    expect(client.getQueryState(KEY)?.isInvalidated).toBe(true)
  })
})
