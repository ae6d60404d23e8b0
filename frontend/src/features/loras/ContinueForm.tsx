/** More steps on top of a save: a new version that begins with its weights. */
import { useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { words } from "#words/loras"
import { trainingEstimate, type TrainingWish } from "../../api/loras"
import { wordsFor } from "../../api/problem"
import { type LoraSave, type LoraVersion } from "../../api/shapes"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { useContinue } from "./version-actions"

const say = words.more

const STILL_MS = 400

/** What going on would be asked with; null where the dataset is gone. */
const wishFor = (version: LoraVersion, save: LoraSave | null, steps: number): TrainingWish | null =>
  version.dataset && { subject: version.subject, dataset: version.dataset.id, base: version.base.key, preset: version.preset || "likeness", options: { ...version.recipe, steps }, from_save: save?.id }

export function ContinueForm({ version, save, slug }: { version: LoraVersion; save: LoraSave | null; slug: string }) {
  const [steps, setSteps] = useState(String(Math.max(1, Math.round(version.steps / 2))))
  const more = useContinue(version, slug)
  const isPossible = Number.isInteger(Number(steps)) && Number(steps) > 0
  const wish = useMemo(() => (isPossible ? wishFor(version, save, Number(steps)) : null), [isPossible, version, save, steps])
  const { data } = useQuery(trainingEstimate(useDebounced(wish, STILL_MS)))
  return (
    <section className="section" aria-labelledby="h-more">
      <header>
        <h2 id="h-more">{say.title}</h2>
      </header>
      <p className="small muted mb-3">{say.body(save?.step ?? version.last_step)}</p>
      <form
        className="row wrap items-end! continue"
        onSubmit={(event) => {
          event.preventDefault()
          if (isPossible) more.mutate({ steps: Number(steps), save: save?.id })
        }}
      >
        <TextField label={say.steps} type="number" min={1} max={50_000} value={steps} onChange={(event) => setSteps(event.target.value)} />
        <Button type="submit" disabled={!isPossible} busy={more.isPending && say.starting}>
          {say.start} {isPossible && data && <Cost value={data.price} />}
        </Button>
      </form>
      <p className="help mt-2">{say.held}</p>
      {more.error && (
        <div className="mt-3">
          <ErrorNotice words={wordsFor(more.error)} />
        </div>
      )}
    </section>
  )
}
