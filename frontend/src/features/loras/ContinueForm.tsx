/** More steps on top of a save: a new version that begins with its weights. */
import { useState } from "react"
import { words } from "#words/loras"
import { wordsFor } from "../../api/problem"
import { type LoraSave, type LoraVersion } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { useContinue } from "./version-actions"

const say = words.more

export function ContinueForm({ version, save, slug }: { version: LoraVersion; save: LoraSave | null; slug: string }) {
  const [steps, setSteps] = useState(String(Math.max(1, Math.round(version.steps / 2))))
  const more = useContinue(version, slug)
  const isPossible = Number.isInteger(Number(steps)) && Number(steps) > 0
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
        <TextField label={say.steps} help={say.free} type="number" min={1} max={50_000} value={steps} onChange={(event) => setSteps(event.target.value)} />
        <Button type="submit" disabled={!isPossible} busy={more.isPending && say.starting}>
          {say.start}
        </Button>
      </form>
      {more.error && (
        <div className="mt-3">
          <ErrorNotice words={wordsFor(more.error)} />
        </div>
      )}
    </section>
  )
}
