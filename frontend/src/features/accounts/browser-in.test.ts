import { expect, it } from "vitest"
import { browserIn } from "./browser-in"

it("names the browser, not those it claims to be like", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
  expect(browserIn(chrome)).toBe("Chrome · Linux")
  expect(browserIn(`${chrome} Edg/140.0`)).toBe("Edge · Linux")
  expect(browserIn("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1")).toBe("Safari · iOS")
  expect(browserIn("curl/8")).toBeNull()
})
