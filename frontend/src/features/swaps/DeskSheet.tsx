/** The sheet of the desk with its keys: one picture or all that are chosen are decided on, and the next one is looked at. */
import { type RefObject, useCallback, useRef, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { type Chosen, type ResultFilter } from "../../api/swaps"
import { type ResultAction, type SwapResult } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { chosenOf, sizeOf, useSelection } from "../../lib/selection"
import { type GridCell, type GridHandle, VirtualGrid } from "../../ui/VirtualGrid"
import { ArchiveDialog } from "./ArchiveDialog"
import { BulkBar } from "./BulkBar"
import { DeskTile } from "./DeskTile"
import { useDecide } from "./decisions"
import { pictureAddress } from "./neighbours"
import { TagDialog } from "./TagDialog"

const say = words.desk

type Props = { name: string; results: SwapResult[]; total: number; filter: ResultFilter; tags: string[]; address: URLSearchParams; onNearEnd: () => void; onDataset?: ToDataset }

/** Opens what puts results into a dataset: these, or all that the filter finds but some. */
export type ToDataset = (chosen: Chosen, many: number) => void

export function DeskSheet({ name, results, total, filter, tags, address, onNearEnd, onDataset }: Props) {
  const navigate = useNavigate()
  const selection = useSelection()
  const [active, setActive] = useState(0)
  const [dialog, open] = useState<"tag" | "archive" | null>(null)
  const grid = useRef<GridHandle>(null)
  const now = results[Math.min(active, results.length - 1)]
  const chosen = sizeOf(selection.value, total)
  const what: Chosen = selection.value.all ? { filter, without: [...selection.value.ids] } : { ids: chosen > 0 ? chosenOf(selection.value, results.map(({ id }) => id)) : now ? [now.id] : [] }
  const act = useActs({ what, isOne: chosen === 0, now, active, grid, results, clear: selection.clear })
  const where = say.where
  const mayWrite = useMayWrite()
  const decisions = [
    { keys: "f", name: say.keys.favourite, where, act: () => act(isAll(results, what, (one) => one.favourite) ? "unfavourite" : "favourite") },
    { keys: "p", name: say.keys.keep, where, act: () => act("keep") },
    { keys: "x", name: say.keys.reject, where, act: () => act("reject") },
    { keys: "u", name: say.keys.clear, where, act: () => act("clear") },
    { keys: "t", name: say.keys.tag, where, act: () => open("tag") },
  ]
  useKeys([
    ...(mayWrite ? decisions : []),
    { keys: "d", name: say.keys.download, where, act: () => open("archive") },
  ])
  const render = useCallback((at: number, cell: GridCell) => (results[at] ? <DeskTile result={results[at]} isChosen={cell.isChosen} /> : null), [results])
  const look = (at: number) => {
    const one = results[at]
    if (one) void navigate(pictureAddress(one, String(address)))
  }
  return (
    <>
      <VirtualGrid
        ref={grid}
        name={name}
        label={say.sheet}
        className="deskgrid"
        count={results.length}
        total={total}
        keyOf={(at) => results[at]?.id ?? String(at)}
        render={render}
        selection={selection}
        click="open"
        onOpen={look}
        onActive={setActive}
        onNearEnd={onNearEnd}
      />
      {chosen > 0 && <BulkBar many={chosen} onAct={act} onTag={() => open("tag")} onDownload={() => open("archive")} onNone={selection.clear} onDataset={onDataset && (() => onDataset(what, chosen))} />}
      {dialog === "tag" && <TagDialog many={chosen || 1} tags={tags} carried={carried(results, what)} onClose={() => open(null)} onTag={(action, tag) => act(action, tag)} />}
      {dialog === "archive" && <ArchiveDialog filter={filter} ids={"ids" in what ? what.ids : undefined} onClose={() => open(null)} />}
    </>
  )
}

const isAll = (results: SwapResult[], what: Chosen, is: (one: SwapResult) => boolean): boolean => "ids" in what && results.filter(({ id }) => what.ids.includes(id)).every(is)

/** Tags that one of the chosen has. */
const carried = (results: SwapResult[], what: Chosen): string[] => ("ids" in what ? [...new Set(results.filter(({ id }) => what.ids.includes(id)).flatMap((one) => one.tags))].sort() : [])

type Acts = { what: Chosen; isOne: boolean; now: SwapResult | undefined; active: number; results: SwapResult[]; grid: RefObject<GridHandle | null>; clear: () => void }

/** Acts on what is chosen, or on the picture looked at; then the next one is looked at, unless the list itself moved up. */
function useActs({ what, isOne, now, active, results, grid, clear }: Acts) {
  const decide = useDecide()
  return (action: ResultAction, tag?: string) => {
    if ("ids" in what && what.ids.length === 0) return
    void decide(what, action, tag)
    const isDecision = action === "keep" || action === "reject" || action === "clear"
    if (!isOne) {
      if (isDecision) clear()
      return
    }
    if (!isDecision || !now) return
    // The list shrinks under a filter of decisions: what comes next then stands where this one stood.
    queueMicrotask(() => grid.current?.focus(Math.min(active + 1, results.length - 1)))
  }
}
