/** How captions are made: the template with what it gives, and whether permanent looks are told. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/datasets"
import { changeDataset } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type DatasetDetail } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextField, Toggle } from "../../ui/Field"
import { Seg } from "../../ui/Seg"
import { toast } from "../../ui/toast"
import { exampleOf, KNOWN, unknownIn } from "./example"
import { piecesOf } from "./pieces"

const say = words.rule
const LONGEST = 300
const OWN = "own"

export function RuleDialog({ detail, model, onClose }: { detail: DatasetDetail; model: string; onClose: () => void }) {
  const client = useQueryClient()
  const [template, setTemplate] = useState(detail.template)
  const [tellsLooks, tellLooks] = useState(detail.describe_identity)
  const style = detail.templates.find((preset) => preset.template === template)?.key ?? OWN
  const unknown = unknownIn(template)
  const changing = useMutation({
    mutationFn: () => changeDataset(detail.id, { template, describe_identity: tellsLooks }),
    onSuccess: (changed) => {
      client.setQueryData(["dataset", detail.id], changed)
      void client.invalidateQueries({ queryKey: ["dataset-items", detail.id] })
      toast(words.done.rule(changed.captioned))
      onClose()
    },
  })
  const choose = (key: string) => {
    const preset = detail.templates.find((one) => one.key === key)
    if (preset) setTemplate(preset.template)
  }
  const problem = unknown !== null ? say.unknown(unknown) : changing.error ? wordsFor(changing.error).body : null
  const options = [...detail.templates.map(({ key }) => [key, say.styles[key] ?? key] as const), ...(style === OWN ? [[OWN, say.styles.own ?? OWN] as const] : [])]
  return (
    <Dialog title={say.title} wide onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          changing.mutate()
        }}
      >
        <div>
          <Seg label={say.style} value={style} onChange={choose} options={options} />
        </div>
        <TextField
          label={say.template}
          className="input mono"
          value={template}
          maxLength={LONGEST}
          error={problem}
          help={
            <>
              {say.templateHelp} <span className="mono">{KNOWN.map((name) => `{${name}}`).join(" ")}</span>
            </>
          }
          onChange={(event) => setTemplate(event.target.value)}
        />
        <Toggle label={say.looks(model)} help={say.looksHelp} checked={tellsLooks} onChange={tellLooks} />
        <section className="ruleexample" aria-live="polite">
          <h3 className="label">{say.example}</h3>
          <p>{piecesOf(exampleOf(template, detail.trigger, tellsLooks), { trigger: detail.trigger, looks: [] }).map(({ text, kind }, at) => (kind === "trigger" ? <mark key={at}>{text}</mark> : text))}</p>
        </section>
        <p className="help">{say.refill}</p>
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={unknown !== null || template.trim() === "" || (template === detail.template && tellsLooks === detail.describe_identity)} busy={changing.isPending && say.saving}>
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
