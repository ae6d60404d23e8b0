/** The form that makes pictures: words first, the rest below, price and count in the button. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { SlidersHorizontal, X } from "lucide-react"
import { useMemo, useRef } from "react"
import { words } from "#words/generations"
import { credits } from "../../api/credits"
import { engines } from "../../api/engines"
import { developing, generationEstimate, promptPresets, startGeneration } from "../../api/generations"
import { wordsFor } from "../../api/problem"
import { type Base, type GenerationEstimate, type LoraCard, type Subject } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { keyKeeper } from "../../lib/once-key"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Field, TextField } from "../../ui/Field"
import { chosen, type FormSchema, fieldsOf } from "../../ui/option-fields"
import { SchemaForm } from "../../ui/SchemaForm"
import { Seg } from "../../ui/Seg"
import { toast } from "../../ui/toast"
import { Presets } from "./Presets"
import { PromptField } from "./PromptField"
import { SeedField } from "./SeedField"
import { VersionField } from "./VersionField"
import { askOf, baseOf, countOf, type Draft, MOST, type Shape, SHAPES, sizeOf, throwSeed } from "./wish"

const say = words.form
const STILL_MS = 350

type Props = { subject: Subject; versions: readonly LoraCard[]; bases: readonly Base[]; draft: Draft; onChange: (part: Partial<Draft>) => void }

export function MakeForm({ subject, versions, bases, draft, onChange }: Props) {
  const base = baseOf(draft, versions, bases)
  const ask = useMemo(() => askOf(draft, subject.id, base), [draft, subject.id, base])
  // The seed changes no price: the words of each picture follow it, and are asked for with it.
  const still = useDebounced(ask, STILL_MS)
  const estimate = useQuery({ ...generationEstimate(still), placeholderData: keepPreviousData })
  const purse = useQuery(credits).data
  const start = useStart(subject.id, draft, onChange)
  const trigger = versions.find(({ id }) => id === draft.version)?.trigger ?? subject.trigger_word
  const size = sizeOf(draft.shape, base?.resolution ?? 0)
  const problem = estimate.error ? wordsFor(estimate.error).body : null
  const price = (estimate.data?.each ?? 0) * countOf(draft)
  const isBroke = purse !== undefined && purse.balance < price
  const why = !base ? say.noBase : !ask ? say.noPrompt : isBroke ? say.broke(price, purse.balance) : null
  const go = () => ask && why === null && !start.isPending && start.mutate(ask)
  useKeys([{ keys: "Ctrl enter", name: say.key, where: say.where, act: () => void go(), always: true, price }])
  return (
    <form
      className="makeform"
      aria-label={say.title}
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <div className="row between">
        <h2>{say.title}</h2>
        <Presets draft={draft} onChange={onChange} />
      </div>
      <div className="stack gap-2!">
        <PromptField value={draft.prompt} trigger={trigger} error={problem} onChange={(prompt) => onChange({ prompt })} />
        <StyleChip draft={draft} onChange={onChange} />
        {estimate.data && ask && <EachSays estimate={estimate.data} />}
      </div>
      <VersionField draft={draft} versions={versions} bases={bases.filter(({ ready }) => ready)} onChange={onChange} />
      <div className="field">
        <span className="label">
          {say.shape} <span className="edge">{say.size(size.width, size.height)}</span>
        </span>
        <Seg label={say.shape} value={draft.shape} options={(Object.keys(SHAPES) as Shape[]).map((shape): [Shape, string] => [shape, shape])} onChange={(shape) => onChange({ shape })} />
      </div>
      <div className="seedrow">
        <SeedField draft={draft} onChange={onChange} />
        <TextField label={say.count} type="number" inputMode="numeric" min={1} max={MOST} value={draft.count} onChange={(event) => onChange({ count: event.target.value })} />
      </div>
      <Rest draft={draft} onChange={onChange} />
      <div className="go">
        {start.error && <ErrorNotice words={wordsFor(start.error)} />}
        <Button look="primary" size="wide" type="submit" disabled={why !== null || problem !== null} busy={start.isPending && say.starting} aria-describedby="make-help">
          {say.make(countOf(draft))} <Cost value={price} />
        </Button>
        <p className="help" id="make-help">
          {why ?? say.each(estimate.data?.each ?? 0)}
        </p>
      </div>
    </form>
  )
}

/** The same wish with the same key is one run; another seed is another wish. */
function useStart(subject: string, draft: Draft, onChange: (part: Partial<Draft>) => void) {
  const client = useQueryClient()
  const keyOf = useRef(keyKeeper())
  const times = useRef(0)
  return useMutation({
    mutationFn: (ask: NonNullable<ReturnType<typeof askOf>>) => startGeneration(ask, keyOf.current(`${times.current} ${JSON.stringify(ask)}`)),
    onSuccess: (run) => {
      times.current += 1
      toast(say.started(run.title))
      if (!draft.keepsSeed) onChange({ seed: throwSeed() })
      void client.invalidateQueries({ queryKey: developing(subject).queryKey })
      void client.invalidateQueries({ queryKey: ["overview"] })
    },
  })
}

function StyleChip({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { data } = useQuery({ ...promptPresets, throwOnError: false })
  const style = data?.find(({ id, kind }) => kind === "style" && id === draft.style)
  if (!style) return null
  return (
    <button type="button" className="chip" aria-label={`${say.style(style.name)}. ${say.takeOff}`} onClick={() => onChange({ style: "" })}>
      {say.style(style.name)}
      <X className="ic" aria-hidden="true" />
    </button>
  )
}

/** Shown where the pictures say different things, or other things than were typed. */
function EachSays({ estimate }: { estimate: GenerationEstimate }) {
  const different = [...new Set(estimate.prompts.map(({ prompt }) => prompt))]
  if (different.length < 2) return null
  return (
    <details className="eachsays">
      <summary>{say.eachSays}</summary>
      <ol>
        {estimate.prompts.slice(0, 12).map(({ prompt, seed }) => (
          <li key={seed}>
            <span className="edge">{seed}</span> {prompt}
          </li>
        ))}
      </ol>
    </details>
  )
}

function Rest({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { data } = useQuery({ ...engines("image_generation"), throwOnError: false })
  const schema = data?.[0]?.schema as FormSchema | undefined
  return (
    <details className="rest">
      <summary className="btn bare sm">
        <SlidersHorizontal className="ic" />
        {say.rest}
      </summary>
      <div className="stack loose">
        <Field label={say.negative} help={say.negativeHelp}>
          {(ids) => <textarea className="input" rows={2} spellCheck={false} {...ids} value={draft.negative} onChange={(event) => onChange({ negative: event.target.value })} />}
        </Field>
        {schema && <SchemaForm schema={schema} values={draft.options} onChange={(options) => onChange({ options: chosen(fieldsOf(schema), options) })} />}
      </div>
    </details>
  )
}
