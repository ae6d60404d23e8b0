/** What can be done with pictures: decide, make again, enhance, send on, download; and the dialogs that some of it needs. */
import { useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { words } from "#words/generations"
import { downloadGenerations, enhanceGenerations, makeAgain, sendToDataset } from "../../api/generations"
import { wordsFor } from "../../api/problem"
import { type Generation, type GenerationAction } from "../../api/shapes"
import { freshKey } from "../../lib/once-key"
import { type Choice } from "../../ui/Menu"
import { toast } from "../../ui/toast"
import { useDecide } from "./decisions"
import { DatasetDialog, TagDialog } from "./dialogs"

const say = words.acts

export type Acts = {
  decide: (ids: string[], action: GenerationAction) => void
  tag: (ids: string[]) => void
  again: (id: string) => void
  enhance: (ids: string[]) => void
  toDataset: (ids: string[]) => void
  download: (ids: string[]) => void
  choices: (one: Generation, fill: (one: Generation) => void) => Choice[]
  dialog: ReactNode
}

export function useActs(subject: string, tags: readonly string[]): Acts {
  const client = useQueryClient()
  const decideOn = useDecide()
  const [open, setOpen] = useState<{ kind: "tag" | "dataset"; ids: string[] } | null>(null)
  const started = (words: string) => {
    toast(words)
    for (const queryKey of [["developing"], ["overview"], ["runs"]]) void client.invalidateQueries({ queryKey })
  }
  const failed = (error: unknown) => toast(wordsFor(error).body)
  const decide = (ids: string[], action: GenerationAction) => void decideOn(ids, action)
  const again = (id: string) => void makeAgain(id, freshKey()).then(() => started(say.againStarted), failed)
  const enhance = (ids: string[]) => void enhanceGenerations(ids, freshKey()).then((run) => started(say.enhanceStarted(run.items.total)), failed)
  const tag = (ids: string[]) => setOpen({ kind: "tag", ids })
  const toDataset = (ids: string[]) => setOpen({ kind: "dataset", ids })
  const download = (ids: string[]) => downloadGenerations({}, ids)
  const choices = (one: Generation, fill: (one: Generation) => void): Choice[] => [
    { key: "use", name: say.use, act: () => fill(one) },
    { key: "again", name: say.again, act: () => again(one.id) },
    ...(one.enhanced ? [] : [{ key: "enhance", name: say.enhance, act: () => enhance([one.id]) }]),
    { key: "dataset", name: say.dataset, act: () => toDataset([one.id]) },
    { key: "tag", name: say.tag, act: () => tag([one.id]) },
    one.decision === "keep" ? { key: "clear", name: say.clear, act: () => decide([one.id], "clear") } : { key: "keep", name: say.keep, act: () => decide([one.id], "keep") },
    { key: "reject", name: say.reject, act: () => decide([one.id], "reject") },
    { key: "delete", name: say.delete, act: () => decide([one.id], "delete") },
  ]
  const send = (ids: string[], { id, name }: { id: string; name: string }) => void sendToDataset(ids, id).then(({ taken, left_out }) => toast(say.sent(taken, name, left_out.length)), failed)
  const dialog = open && (open.kind === "tag" ? (
    <TagDialog tags={tags} onClose={() => setOpen(null)} onTag={(word) => void decideOn(open.ids, "tag", word)} />
  ) : (
    <DatasetDialog subject={subject} onClose={() => setOpen(null)} onSend={(dataset) => send(open.ids, dataset)} />
  ))
  return { decide, tag, again, enhance, toDataset, download, choices, dialog }
}
