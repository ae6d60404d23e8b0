/** English outside this folder is refused, in every folder that draws. */
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ESLint } from "eslint"
import { describe, expect, it } from "vitest"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folders = ["app", "app/pages", "ui", ...readdirSync(at("../features")).map((name) => `features/${name}`)]
const eslint = new ESLint({ cwd: at("../.."), overrideConfigFile: at("../../eslint.config.js") })
const PATIENCE_MS = 60_000
const ENGLISH = ["<p>Two words</p>", '<p title="Two words" />', "<p aria-label={`${2} words`} />", '<p>{isOn ? "Two words" : ""}</p>']

async function complaints(folder: string, drawn: string): Promise<(string | null)[]> {
  const [answer] = await eslint.lintText(`export const Drawn = () => ${drawn}\n`, { filePath: at(`../${folder}/Drawn.tsx`) })
  return answer?.messages.map(({ ruleId }) => ruleId) ?? []
}

describe("the words rule", () => {
  it.each(folders)("holds in %s", async (folder) => {
    expect(await complaints(folder, `<>${ENGLISH.join("")}</>`)).toEqual(ENGLISH.map(() => "no-restricted-syntax"))
  }, PATIENCE_MS)

  it("leaves words of the words alone", async () => expect(await complaints("ui", "<p title={words.title}>{words.text}</p>")).toEqual([]))
})
