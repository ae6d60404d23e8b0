/** What can be done with the chosen pictures: it floats above the sheet while something is chosen. */
import { Check, Download, Eraser, Star, Tag, Type, X } from "lucide-react"
import { type ReactNode } from "react"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { type ResultAction } from "../../api/shapes"
import { Button } from "../../ui/Button"

const say = words.bulk

type Props = { many: number; onAct: (action: ResultAction) => void; onTag: () => void; onDownload: () => void; onNone: () => void; onDataset?: () => void }

export function BulkBar({ many, onAct, onTag, onDownload, onNone, onDataset }: Props) {
  const mayWrite = useMayWrite()
  const does = (icon: ReactNode, text: string, act: () => void, key?: string) => (
    <Button size="sm" look="bare" onClick={act}>
      {icon}
      <span>{text}</span>
      {key && <kbd className="desktop">{key}</kbd>}
    </Button>
  )
  return (
    <div className="resultbulk" role="toolbar" aria-label={say.label}>
      <b className="n" role="status">
        {say.chosen(many)}
      </b>
      {mayWrite && (
        <>
          {does(<Star className="ic" />, say.favourite, () => onAct("favourite"), "F")}
          {does(<Check className="ic" />, say.keep, () => onAct("keep"), "P")}
          {does(<X className="ic" />, say.reject, () => onAct("reject"), "X")}
          {does(<Eraser className="ic" />, say.clear, () => onAct("clear"), "U")}
          {does(<Tag className="ic" />, say.tag, onTag, "T")}
          {onDataset && does(<Type className="ic" />, say.dataset, onDataset)}
        </>
      )}
      {does(<Download className="ic" />, say.download, onDownload, "D")}
      {does(null, say.none, onNone, "Esc")}
    </div>
  )
}
