import { readFile } from "node:fs/promises"
import openapiTS, { astToString } from "openapi-typescript"
import { expect, it } from "vitest"

it("the types are made from the schema that is kept beside them; if not, run `npm run types`", async () => {
  const made = astToString(await openapiTS(new URL("./openapi.json", import.meta.url)))
  const kept = await readFile(new URL("./schema.gen.ts", import.meta.url), "utf8")
  expect(kept.slice(kept.indexOf("export interface paths"))).toBe(made.slice(made.indexOf("export interface paths")))
})
