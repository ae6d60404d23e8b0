/** Keep or reject one photo; pressing the same again clears it. */
import { Check, X } from "lucide-react"
import { words } from "#words/photos"
import { useMayWrite } from "../../api/may-write"
import { type Photo } from "../../api/shapes"
import { type DeskActions } from "./use-desk"

export function DecisionSeg({ photo, actions }: { photo: Photo; actions: DeskActions }) {
  const options = [
    ["keep", words.keep, Check],
    ["reject", words.reject, X],
  ] as const
  if (!useMayWrite()) return null
  return (
    <span className="seg" role="group" aria-label={words.decision}>
      {options.map(([decision, name, Icon]) => {
        const isOn = photo.decision === decision
        return (
          <button key={decision} type="button" aria-pressed={isOn} onClick={() => actions.decide([photo.id], isOn ? "none" : decision)}>
            <Icon className="ic" />
            {name}
          </button>
        )
      })}
    </span>
  )
}
