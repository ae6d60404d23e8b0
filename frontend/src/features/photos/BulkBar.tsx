/** What can be done with the chosen photos, docked below them; every action can be taken back. */
import { Check, FolderPlus, RotateCcw, Trash2, Type, X } from "lucide-react"
import { words } from "#words/photos"
import { type TargetSet } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Choices, Menu } from "../../ui/Menu"
import { type DeskActions } from "./use-desk"

type Props = {
  ids: string[]
  actions: DeskActions
  onClear: () => void
  /** Photos that are shown, and choosing all of them: a phone has no Ctrl A. */
  shown: number
  onAll: () => void
  /** Targets: the sets they may go into, and the one that is open. */
  sets?: TargetSet[]
  open?: TargetSet
  onNewSet: () => void
  onDataset?: (ids: string[]) => void
}

export function BulkBar({ ids, actions, onClear, shown, onAll, sets, open, onNewSet, onDataset }: Props) {
  return (
    <div className="bulkbar" role="toolbar" aria-label={words.chosenPhotos}>
      <b role="status">{words.chosen(ids.length)}</b>
      {ids.length < shown && (
        <Button size="sm" look="bare" onClick={onAll}>
          {words.chooseAll(shown)}
        </Button>
      )}
      <Button size="sm" onClick={() => actions.decide(ids, "keep")}>
        <Check className="ic" />
        {words.keep}
      </Button>
      <Button size="sm" onClick={() => actions.decide(ids, "reject")}>
        <X className="ic" />
        {words.reject}
      </Button>
      <Button size="sm" onClick={() => actions.decide(ids, "none")}>
        <RotateCcw className="ic" />
        {words.clear}
      </Button>
      {sets && (
        <Menu
          label={words.addToSet}
          buttonClass="btn plain sm"
          button={
            <>
              <FolderPlus className="ic" />
              {words.addToSet}
            </>
          }
        >
          {(close) => (
            <Choices close={close} of={[...sets.map((set) => ({ key: set.id, name: set.name, act: () => actions.add(set, ids) })), { key: "new", name: words.newSet, act: onNewSet }]} />
          )}
        </Menu>
      )}
      {onDataset && (
        <Button size="sm" onClick={() => onDataset(ids)}>
          <Type className="ic" />
          {words.addToDataset}
        </Button>
      )}
      {open && (
        <Button size="sm" onClick={() => actions.takeOut(open, ids)}>
          {words.removeFromSet(open.name)}
        </Button>
      )}
      <Button
        size="sm"
        look="danger"
        onClick={() => {
          actions.remove(ids)
          onClear()
        }}
      >
        <Trash2 className="ic" />
        {words.delete}
      </Button>
      <Button size="sm sq" look="bare" aria-label={words.chooseNone} onClick={onClear}>
        <X className="ic" />
      </Button>
    </div>
  )
}
