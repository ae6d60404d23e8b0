// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, describe, expect, it } from "vitest"
import { CompareSlider, cutForKey } from "./CompareSlider"

afterEach(cleanup)

const slider = () => {
  render(<CompareSlider ratio={0.8} before={<i />} after={<b />} />)
  return screen.getByRole("slider", { name: "Before and after" })
}
const press = (element: HTMLElement, key: string, shiftKey = false) => fireEvent.keyDown(element, { key, shiftKey })

describe("the divider by keyboard", () => {
  it("moves 1 with an arrow, 10 with Shift, to the ends with Home and End", () => {
    const handle = slider()
    expect(handle.getAttribute("aria-valuenow")).toBe("50")
    press(handle, "ArrowRight")
    expect(handle.getAttribute("aria-valuenow")).toBe("51")
    press(handle, "ArrowLeft", true)
    expect(handle.getAttribute("aria-valuenow")).toBe("41")
    press(handle, "End")
    expect(handle.getAttribute("aria-valuetext")).toBe("100 percent before, 0 percent after")
    press(handle, "ArrowRight")
    expect(handle.getAttribute("aria-valuenow")).toBe("100")
    press(handle, "Home")
    expect(handle.getAttribute("aria-valuenow")).toBe("0")
  })

  it("leaves keys that are not its own to the page", () => {
    expect(press(slider(), "Escape")).toBe(true)
    expect(cutForKey("Enter", 50, false)).toBeNull()
  })

  it("prevents the page's own use of a key it takes", () => {
    expect(press(slider(), "ArrowRight")).toBe(false)
  })
})
