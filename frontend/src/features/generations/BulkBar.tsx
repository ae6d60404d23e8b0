/** What can be done with the pictures that are chosen. */
import { Database, Download, Sparkles, Star, Tag, Trash2, X } from "lucide-react"
import { words } from "#words/generations"
import { Button } from "../../ui/Button"
import { type Acts } from "./use-acts"

const say = words.acts

export function BulkBar({ ids, acts, mayWrite, onNone }: { ids: string[]; acts: Acts; mayWrite: boolean; onNone: () => void }) {
  const writing = [
    { name: say.favourite, icon: <Star className="ic" />, act: () => acts.decide(ids, "favourite") },
    { name: say.tag, icon: <Tag className="ic" />, act: () => acts.tag(ids) },
    { name: say.enhance, icon: <Sparkles className="ic" />, act: () => acts.enhance(ids) },
    { name: say.dataset, icon: <Database className="ic" />, act: () => acts.toDataset(ids) },
    {
      name: say.delete,
      icon: <Trash2 className="ic" />,
      act: () => {
        acts.decide(ids, "delete")
        onNone()
      },
    },
  ]
  return (
    <div className="wallbulk" role="group" aria-label={say.chosen(ids.length)}>
      <b role="status">{say.chosen(ids.length)}</b>
      {mayWrite && writing.map(({ name, icon, act }) => (
        <Button key={name} look="bare" size="sm" onClick={act}>
          {icon}
          <span className="desktop">{name}</span>
          <span className="hide">{name}</span>
        </Button>
      ))}
      <Button look="bare" size="sm" onClick={() => acts.download(ids)} aria-label={say.download}>
        <Download className="ic" />
      </Button>
      <Button look="bare" size="sm sq" aria-label={say.none} onClick={onNone}>
        <X className="ic" />
      </Button>
    </div>
  )
}
