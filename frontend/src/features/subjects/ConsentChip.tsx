/** Whether a model may be used, as a chip. */
import { Clock, ShieldCheck, ShieldX, Sparkles } from "lucide-react"
import { words } from "#words/subjects"
import { type ConsentState, type SubjectKind } from "../../api/shapes"
import { Chip } from "../../ui/Chip"

export function ConsentChip({ state, kind, className }: { state: ConsentState; kind: SubjectKind; className?: string }) {
  if (kind === "synthetic") {
    return (
      <Chip icon={<Sparkles className="ic" />} className={className}>
        {words.chip.synthetic}
      </Chip>
    )
  }
  if (state === "live") {
    return (
      <Chip icon={<ShieldCheck className="ic" />} className={className}>
        {words.chip.live}
      </Chip>
    )
  }
  return state === "revoked" ? (
    <Chip tone="refuse" icon={<ShieldX className="ic" />} className={className}>
      {words.chip.revoked}
    </Chip>
  ) : (
    <Chip tone="warn" icon={<Clock className="ic" />} className={className}>
      {words.chip.missing}
    </Chip>
  )
}
