/** The keys that work on every page: the palette under Ctrl K, the map of all keys under `?`. */
import { lazy, Suspense, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/keys"
import { useKeys } from "../lib/keys"
import { paths } from "../lib/paths"
import { undo } from "../ui/toast"

export const loadPalette = () => import("./Palette")
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const KeyMap = lazy(async () => ({ default: (await import("../ui/KeyMap")).KeyMap }))

export function StudioKeys() {
  const [open, setOpen] = useState<"palette" | "map" | null>(null)
  const navigate = useNavigate()
  const where = words.everywhere
  const close = () => setOpen(null)
  useKeys([
    { keys: "Ctrl k", name: words.palette, where, act: () => setOpen("palette"), always: true },
    { keys: "/", name: words.palette, where, act: () => setOpen("palette") },
    { keys: "g m", name: words.models, where, act: () => void navigate(paths.home()) },
    { keys: "g r", name: words.runs, where, act: () => void navigate(paths.runs()) },
    { keys: "g c", name: words.credits, where, act: () => void navigate(paths.credits()) },
    { keys: "z", name: words.undo, where, act: undo },
    { keys: "Ctrl z", name: words.undo, where, act: undo },
    { keys: "?", name: words.map, where, act: () => setOpen("map") },
  ])
  return (
    <Suspense>
      {open === "palette" && <Palette onClose={close} />}
      {open === "map" && <KeyMap onClose={close} />}
    </Suspense>
  )
}
