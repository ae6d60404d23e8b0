/** The caption desk at work: which picture is looked at, what its keys and buttons do. */
import { useQueryClient } from "@tanstack/react-query"
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react"
import { words } from "#words/datasets"
import { type DatasetDetail, type DatasetItem, type CaptionFault, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { withTrigger } from "./caption-words"
import { type ListHandle, type RowPart } from "./CaptionList"
import { actionsOn } from "./dataset-actions"
import { wordsAt } from "./pieces"
import { useDrafts } from "./use-drafts"

/** What a row needs of the desk; the same object as long as nothing in it changed, so that rows are not drawn again. */
export type Desk = {
  dataset: string
  trigger: string
  model: string
  /** Words about looks that the server has marked anywhere in the dataset. */
  looks: readonly string[]
  look: (id: string) => void
  focus: (id: string, part: RowPart) => void
  decide: (item: DatasetItem, kept: boolean) => void
  fix: (item: DatasetItem, found: CaptionFault) => void
}

type Needs = { subject: Subject; detail: DatasetDetail; items: DatasetItem[]; shown: DatasetItem[]; active: string | null; setActive: (id: string) => void; list: RefObject<ListHandle | null>; onFind: (text: string) => void }

export function useCaptionDesk(needs: Needs) {
  const { subject, detail, items, shown, active, setActive, list, onFind } = needs
  const client = useQueryClient()
  const drafts = useDrafts(detail.id)
  const actions = useMemo(() => actionsOn(client, detail.id, drafts), [client, detail.id, drafts])
  useEffect(() => {
    for (const item of items) drafts.hear(item.id, item)
  }, [items, drafts])

  const marked = JSON.stringify([...new Set(items.flatMap(({ caption, looks }) => wordsAt(caption, looks)))])
  const focus = (id: string, part: RowPart) => list.current?.focus(id, part)
  const fix = (item: DatasetItem, { fault, words: said }: CaptionFault) => {
    if (fault === "empty" || fault === "too_long") return focus(item.id, "field")
    if (fault === "same_everywhere") return onFind(said)
    if (fault === "looks") return void actions.many({ action: "without_looks", items: [item.id] })
    drafts.type(item.id, withTrigger(item.caption, detail.trigger, detail.template), item)
    drafts.flush(item.id)
  }
  const latest = useRef({ fix, focus, setActive, actions })
  useLayoutEffect(() => {
    latest.current = { fix, focus, setActive, actions }
  })
  const desk = useMemo<Desk>(
    () => ({
      dataset: detail.id,
      trigger: detail.trigger,
      model: subject.name,
      looks: JSON.parse(marked) as string[],
      look: (id) => latest.current.setActive(id),
      focus: (id, part) => latest.current.focus(id, part),
      decide: (item, kept) => latest.current.actions.decide(item, kept),
      fix: (item, found) => latest.current.fix(item, found),
    }),
    [detail.id, detail.trigger, subject.name, marked],
  )
  return { desk, drafts, actions, now: shown.find(({ id }) => id === active) ?? shown[0] }
}

type Keys = { now: DatasetItem | undefined; shown: DatasetItem[]; desk: Desk; mayWrite: boolean; onFind: () => void; flush: (id: string) => void }

/** Single letters act on the picture that is looked at; deciding moves on to the next. */
export function useDeskKeys({ now, shown, desk, mayWrite, onFind, flush }: Keys) {
  const { where, ...say } = words.keys
  const at = now ? shown.indexOf(now) : -1
  const move = (part: RowPart) => {
    const next = shown[at + 1] ?? now
    if (next) desk.focus(next.id, part)
  }
  const decide = (kept: boolean, goesOn: boolean) => {
    if (!now) return
    desk.decide(now, kept)
    if (goesOn) move("picture")
  }
  useKeys(
    mayWrite
      ? [
          { keys: "p", name: say.keep, where, act: () => decide(true, true) },
          { keys: "x", name: say.reject, where, act: () => decide(false, true) },
          { keys: "u", name: say.clear, where, act: () => decide(true, false) },
          { keys: "e", name: say.edit, where, act: () => now && desk.focus(now.id, "field") },
          {
            keys: "Ctrl enter",
            name: say.next,
            where,
            always: true,
            act: () => {
              if (now) flush(now.id)
              move("field")
            },
          },
          { keys: "r", name: say.find, where, act: onFind },
        ]
      : [],
  )
}
