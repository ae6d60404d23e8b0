/** A run of captions: the captioner and its options, what it will write and what it leaves alone, the price in the button. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/datasets"
import { captionEstimate, type CaptionWish, startCaptions } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type CaptionEstimate, type Engine, type EngineChoice, type Subject } from "../../api/shapes"
import { count } from "../../lib/format"
import { keyKeeper } from "../../lib/once-key"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Facts } from "../../ui/Facts"
import { Toggle } from "../../ui/Field"
import { Notice } from "../../ui/Notice"
import { effective, EnginePicker, useEngines } from "../engines/EnginePicker"

const say = words.run
const STILL_MS = 250
const LEFT_OUT = ["by_people", "by_engines", "rejected", "pending"] as const

/** Why an engine cannot be used on this machine, in a sentence; an older server does not say. */
const missingOf = (engine: Engine | undefined): string | null => (engine as { missing?: string | null } | undefined)?.missing ?? null

export function CaptionDialog({ dataset, subject, onClose }: { dataset: string; subject: Subject; onClose: () => void }) {
  const all = useEngines("caption")
  // What can be used here comes first: the first is what one gets without choosing.
  const list = [...all.filter((engine) => missingOf(engine) === null), ...all.filter((engine) => missingOf(engine) !== null)]
  const [wanted, setChoice] = useState<EngineChoice | null>(null)
  const [overwrite, setOverwrite] = useState(false)
  const choice = effective(list, wanted)
  const missing = missingOf(list.find(({ key }) => key === choice?.engine))
  const wish: CaptionWish | null = choice && { engine: choice.engine, options: choice.options, overwrite }
  const still = useDebounced(JSON.stringify(wish), STILL_MS)
  const estimate = useQuery(captionEstimate(dataset, missing === null ? (JSON.parse(still) as CaptionWish | null) : null))
  const isStale = JSON.stringify(wish) !== still || estimate.isFetching
  const start = useStart(dataset, subject, onClose)
  const found = missing === null ? estimate.data : undefined
  const why = whyNot(found)
  const failed = start.error ?? estimate.error
  return (
    <Dialog title={say.title} onClose={onClose}>
      <div className="stack gap-4!">
        <EnginePicker label={say.engine} list={list} choice={wanted} onChange={setChoice} />
        {missing !== null && (
          <Notice tone="warn" title={say.missing}>
            {missing}
          </Notice>
        )}
        <Toggle label={say.overwrite} help={say.overwriteHelp} checked={overwrite} onChange={setOverwrite} />
        {failed && missing === null && <ErrorNotice words={wordsFor(failed)} />}
        {found && <Priced of={found} />}
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" disabled={!wish || !found || why !== null || isStale} busy={start.isPending && say.starting} aria-describedby="caption-help" onClick={() => wish && start.mutate(wish)}>
            {say.start} <Cost value={found?.price ?? 0} />
          </Button>
        </div>
        <p className="help" id="caption-help">
          {why ?? say.held}
        </p>
      </div>
    </Dialog>
  )
}

function whyNot(found: CaptionEstimate | undefined): string | null {
  if (!found) return null
  if (found.pictures === 0) return say.nothing
  return found.balance_after < 0 ? say.credits(found.price, found.balance) : null
}

function Priced({ of: { pictures, each, seconds, balance_after, left_out } }: { of: CaptionEstimate }) {
  const stays = LEFT_OUT.filter((reason) => left_out[reason] > 0)
  return (
    <Facts
      facts={[
        [say.all(pictures), null],
        stays.length > 0 && [say.stays, stays.map((reason) => `${count(left_out[reason])} ${say.leftOut[reason]}`).join(", ")],
        [say.each, count(each)],
        pictures > 0 && [say.time, say.duration(seconds)],
        [say.left, count(balance_after), { sum: true, tone: balance_after < 0 ? "refuse" : undefined }],
      ]}
    />
  )
}

function useStart(dataset: string, subject: Subject, onStarted: () => void) {
  const client = useQueryClient()
  const [keyFor] = useState(() => keyKeeper())
  return useMutation({
    mutationFn: (wish: CaptionWish) => startCaptions(dataset, wish, keyFor(JSON.stringify(wish))),
    onSuccess: (run) => {
      client.setQueryData(["run", run.id], run)
      void client.invalidateQueries({ queryKey: ["runs", { subject: subject.id, kind: "caption" }] })
      void client.invalidateQueries({ queryKey: ["overview"] })
      onStarted()
    },
  })
}
