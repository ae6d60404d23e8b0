/** The state of a run as a chip. */
import { Clock, Pause, X } from "lucide-react"
import { type Run } from "../../api/shapes"
import { Chip } from "../../ui/Chip"
import { words } from "#words/runs"
import { STATUS_WORDS } from "./run-words"

const TONE = { queued: "none", paused: "none", running: "mark", succeeded: "pass", failed: "refuse", cancelled: "none" } as const
const ICON = { queued: <Clock className="ic" />, paused: <Pause className="ic" />, cancelled: <X className="ic" />, running: undefined, succeeded: undefined, failed: undefined }

export function RunStatusChip({ run }: { run: Run }) {
  const isPartly = run.status === "succeeded" && run.items.failed > 0
  return (
    <Chip tone={isPartly ? "warn" : TONE[run.status]} icon={ICON[run.status]}>
      {isPartly ? words.doneInPart : STATUS_WORDS[run.status]}
    </Chip>
  )
}
