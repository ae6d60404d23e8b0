/** What a swap would cost, before any photo is chosen; only what this studio offers today can be reckoned with. */
import { useState } from "react"
import { words } from "#words/credits"
import { type Engine } from "../../api/shapes"
import { count, duration } from "../../lib/format"
import { Facts } from "../../ui/Facts"
import { TextField, Toggle } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"
import { useEngines } from "../engines/EnginePicker"
import { reckon } from "./reckon"

export function Calculator({ free }: { free: number | null }) {
  const swaps = useEngines("face_swap")
  const enhancers = useEngines("upscale")
  const [sources, setSources] = useState("1")
  const [targets, setTargets] = useState("20")
  const [isEnhanced, enhance] = useState(true)
  const [swapKey, setSwap] = useState("")
  const [enhanceKey, setEnhance] = useState("")
  const swap = chosen(swaps, swapKey)
  const enhancer = isEnhanced ? chosen(enhancers, enhanceKey) : undefined
  if (!swap) return null
  const sum = reckon(Number(sources) * Number(targets), enhancer ? [swap, enhancer] : [swap])
  return (
    <section className="slip" aria-labelledby="h-calculator">
      <header>
        <h2 id="h-calculator">{words.calculator.title}</h2>
      </header>
      <div className="grid grid-cols-2 gap-3">
        <TextField label={words.calculator.sources} type="number" min={1} max={999} value={sources} onChange={(event) => setSources(event.target.value)} />
        <TextField label={words.calculator.targets} type="number" min={1} max={9999} value={targets} onChange={(event) => setTargets(event.target.value)} />
      </div>
      {swaps.length > 1 && <SelectField label={words.calculator.swap} value={swap.key} options={named(swaps)} onChange={setSwap} />}
      {enhancers.length > 0 && <Toggle label={words.calculator.enhance} checked={isEnhanced} onChange={enhance} />}
      {enhancer && enhancers.length > 1 && <SelectField label={words.calculator.enhanceWith} value={enhancer.key} options={named(enhancers)} onChange={setEnhance} />}
      <div aria-live="polite">
        <Facts
          facts={[
            [swap.label, words.calculator.each(swap.price)],
            enhancer ? [enhancer.label, words.calculator.each(enhancer.price)] : null,
            [words.calculator.time, duration(sum.seconds)],
            [words.calculator.sum(sum.pictures), count(sum.price), { sum: true }],
          ]}
        />
      </div>
      {free !== null && <p className={sum.price > free ? "small warn" : "small muted"}>{sum.price > free ? words.calculator.short(sum.price - free) : words.calculator.enough(free - sum.price)}</p>}
      <p className="small muted">{words.calculator.note}</p>
    </section>
  )
}

const chosen = (list: Engine[], key: string): Engine | undefined => list.find((engine) => engine.key === key) ?? list[0]
const named = (list: Engine[]) => list.map(({ key, label }) => [key, label] as const)
