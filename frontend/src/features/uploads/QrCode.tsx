/** A QR code, drawn as one path: dark on white in both themes, because cameras want it so. */
import { encode } from "uqr"

const QUIET = 3

export function QrCode({ of, label }: { of: string; label: string }) {
  const { data, size } = encode(of, { border: 0, ecc: "M" })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("")
  return (
    <svg className="qr" viewBox={`${-QUIET} ${-QUIET} ${size + 2 * QUIET} ${size + 2 * QUIET}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}
