/** The keys that work on every page, and the map of all keys under `?`. */
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/keys"
import { useKeys } from "../lib/keys"
import { paths } from "../lib/paths"
import { KeyMap } from "../ui/KeyMap"
import { undo } from "../ui/toast"

export function StudioKeys() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const where = words.everywhere
  useKeys([
    { keys: "g m", name: words.models, where, act: () => void navigate(paths.home()) },
    { keys: "g r", name: words.runs, where, act: () => void navigate(paths.runs()) },
    { keys: "g c", name: words.credits, where, act: () => void navigate(paths.credits()) },
    { keys: "z", name: words.undo, where, act: undo },
    { keys: "Ctrl z", name: words.undo, where, act: undo },
    { keys: "?", name: words.map, where, act: () => setOpen(true) },
  ])
  return isOpen ? <KeyMap onClose={() => setOpen(false)} /> : null
}
