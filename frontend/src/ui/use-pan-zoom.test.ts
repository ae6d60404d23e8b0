import { describe, expect, it } from "vitest"
import { bounded, FIT, partsOf, zoomedAt } from "./use-pan-zoom"

describe("zoom at the pointer", () => {
  it("keeps the point under the pointer still", () => {
    const [px, py] = [0.3, -0.2]
    const view = zoomedAt(FIT, 2, px, py, 8)
    // The point of the picture that was at (px, py) is drawn at picture * scale + shift.
    expect(px * view.scale + view.x).toBeCloseTo(px)
    expect(py * view.scale + view.y).toBeCloseTo(py)
  })

  it("finds the same place in either of two panes", () => {
    const edges = { left: 100, top: 50, width: 800, height: 400 }
    expect(partsOf(edges, 2, 200, 150)).toEqual({ px: -0.25, py: -0.25 })
    expect(partsOf(edges, 2, 600, 150)).toEqual({ px: -0.25, py: -0.25 })
    expect(partsOf(edges, 2, 900, 450)).toEqual({ px: 0.5, py: 0.5 })
    expect(partsOf(edges, 1, 500, 250)).toEqual({ px: 0, py: 0 })
  })

  it("never shows beside the picture and never goes below fit", () => {
    expect(bounded({ scale: 2, x: 3, y: -3 }, 8)).toEqual({ scale: 2, x: 0.5, y: -0.5 })
    expect(zoomedAt({ scale: 2, x: 0.5, y: 0.5 }, 0.1, 0, 0, 8)).toEqual({ scale: 1, x: 0, y: 0 })
    expect(zoomedAt(FIT, 100, 0, 0, 8).scale).toBe(8)
  })
})
