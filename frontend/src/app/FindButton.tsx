/** The way into the palette for a pointer, which also shows its key. */
import { Search } from "lucide-react"
import { words } from "#words/palette"
import { cap, press } from "../lib/keys"
import { loadPalette } from "./StudioKeys"

export function FindButton() {
  const warm = () => void loadPalette()
  return (
    <button type="button" className="find" aria-label={`${words.find}, ${cap("Ctrl k")}`} aria-keyshortcuts="Control+K Meta+K" onClick={() => press("Ctrl k")} onPointerEnter={warm} onFocus={warm}>
      <Search className="ic" />
      <kbd aria-hidden="true">{cap("Ctrl k")}</kbd>
    </button>
  )
}
