/** The form of a new training: dataset, goal, base, options, and the price as you choose. */
import { useMutation, useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { words } from "#words/loras"
import { presets as presetsQuery, startTraining, trainingEstimate } from "../../api/loras"
import { wordsFor } from "../../api/problem"
import { type Base, type Dataset, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { keyKeeper } from "../../lib/once-key"
import { useDebounced } from "../../lib/use-debounced"
import { type FormSchema } from "../../ui/option-fields"
import { BasePick, DatasetPick, GoalPick } from "./Picks"
import { TrainingOptions } from "./TrainingOptions"
import { TrainingPrice } from "./TrainingPrice"
import { useShowTraining } from "./version-actions"
import { type Choice, firstReady, hindrance, isWrong, valuesOf, wishOf } from "./wish"

const say = words.fresh
const STILL_MS = 300

type Props = { subject: Subject; datasets: Dataset[]; bases: Base[]; dataset: string | null }

export function TrainingForm({ subject, datasets, bases, dataset }: Props) {
  const [choice, setChoice] = useState<Choice>(() => ({ dataset: (datasets.find(({ id }) => id === dataset) ?? datasets[0])?.id ?? null, base: firstReady(bases), preset: "likeness", changed: {} }))
  const { data: presets } = useQuery(presetsQuery(choice.base ?? undefined))
  const schema = (presets?.schema ?? {}) as FormSchema
  const wrong = presets !== undefined && isWrong(schema, valuesOf(presets, choice))
  const wish = useMemo(() => (wrong ? null : wishOf(subject.id, choice)), [wrong, subject.id, choice])
  const still = useDebounced(wish, STILL_MS)
  const priced = useQuery(trainingEstimate(still))
  const isStale = wish !== null && (wish !== still || priced.isFetching)
  const estimate = wish ? priced.data : undefined
  const why = wrong ? say.wrong : hindrance(choice, estimate)
  const start = useStart(wish, subject.slug)
  const canStart = why === null && !isStale && !start.isPending
  useKeys([{ keys: "Ctrl enter", name: say.start, where: words.newTraining, act: () => canStart && start.mutate(), always: true, price: estimate?.price }])
  const failed = start.error ?? priced.error
  const set = (part: Partial<Choice>) => setChoice((was) => ({ ...was, ...part }))
  return (
    <div className="split">
      <div>
        <DatasetPick datasets={datasets} chosen={choice.dataset} onChoose={(id) => set({ dataset: id })} />
        {presets && <GoalPick presets={presets.presets} chosen={choice.preset} onChoose={(preset) => set({ preset })} />}
        <BasePick bases={bases} chosen={choice.base} onChoose={(base) => set({ base })} />
        {presets && <TrainingOptions presets={presets} choice={choice} onChange={(changed) => set({ changed })} />}
      </div>
      <TrainingPrice subject={subject} dataset={choice.dataset} estimate={estimate} isStale={isStale} why={why} problem={failed ? wordsFor(failed) : null} isStarting={start.isPending} onStart={() => start.mutate()} />
    </div>
  )
}

function useStart(wish: ReturnType<typeof wishOf>, slug: string) {
  const [keyFor] = useState(() => keyKeeper())
  const show = useShowTraining(slug)
  return useMutation({
    mutationFn: async () => wish && startTraining(wish, keyFor(JSON.stringify(wish))),
    onSuccess: async (started) => {
      if (started) await show(started)
    },
  })
}
