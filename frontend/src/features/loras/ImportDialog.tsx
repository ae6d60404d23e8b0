/** A LoRA of another tool: the file, the base it was made for, whom it shows; what is wrong names keys and bases. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { FileBox, Upload } from "lucide-react"
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/loras"
import { bases as basesQuery, importLora } from "../../api/loras"
import { Problem, wordsFor } from "../../api/problem"
import { type Subject } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { megabytes } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Field } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"

const say = words.import
const KEYS_SHOWN = 6

export function ImportDialog({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: bases = [] } = useQuery(basesQuery)
  const [file, setFile] = useState<File | null>(null)
  const [base, setBase] = useState("")
  const [isAttested, attest] = useState(false)
  const ready = bases.filter(({ ready }) => ready)
  const chosen = base || (ready[0]?.key ?? "")
  const take = useMutation({
    mutationFn: (file: File) => importLora({ subject: subject.id, base: chosen, file, attestation: say.attestation(subject.name) }),
    onSuccess: async ({ number }) => {
      void client.invalidateQueries({ queryKey: ["loras"] })
      await client.invalidateQueries({ queryKey: ["lora-number", subject.slug, number] })
      await navigate(paths.version(subject.slug, number))
    },
  })
  const gap = gapOf(file, chosen, isAttested)
  return (
    <Dialog title={say.title} onClose={onClose}>
      <p className="muted">{say.body}</p>
      <form
        className="stack loose"
        onSubmit={(event) => {
          event.preventDefault()
          if (file && !gap) take.mutate(file)
        }}
      >
        <FileField file={file} onChange={setFile} />
        <SelectField label={say.base} value={chosen} options={ready.map(({ key, label }) => [key, label] as const)} onChange={setBase} />
        <label className="check">
          <input type="checkbox" checked={isAttested} onChange={(event) => attest(event.target.checked)} />
          <span>{say.attest(subject.name)}</span>
        </label>
        {take.error && <Refusal error={take.error} />}
        <div className="row">
          <Button className="grow" onClick={onClose}>
            {say.cancel}
          </Button>
          <Button type="submit" look="primary" className="grow" disabled={gap !== null} busy={take.isPending && say.starting} aria-describedby="import-gap">
            {say.start}
          </Button>
        </div>
        <p className="help" id="import-gap">
          {gap}
        </p>
      </form>
    </Dialog>
  )
}

function gapOf(file: File | null, base: string, isAttested: boolean): string | null {
  if (!file) return say.needsFile
  if (!file.name.toLowerCase().endsWith(".safetensors")) return say.badKind
  if (!base) return say.needsBase
  return isAttested ? null : say.needsAttest
}

function FileField({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  const [isOver, over] = useState(false)
  return (
    <Field label={say.file}>
      {(ids) => (
        <label
          className={cx("filepick", isOver && "over")}
          onDragOver={(event) => {
            event.preventDefault()
            over(true)
          }}
          onDragLeave={() => over(false)}
          onDrop={(event) => {
            event.preventDefault()
            over(false)
            onChange(event.dataTransfer.files[0] ?? null)
          }}
        >
          <input type="file" className="hide" accept=".safetensors" {...ids} onChange={(event) => onChange(event.target.files?.[0] ?? null)} />
          {file ? <FileBox className="ic" /> : <Upload className="ic" />}
          <span className="cut">{isOver ? say.drop : file ? file.name : say.choose}</span>
          {file && <span className="edge push">{megabytes(file.size)}</span>}
        </label>
      )}
    </Field>
  )
}

/** What is wrong with the file, with the names it stumbled over. */
function Refusal({ error }: { error: Error }) {
  const named = error instanceof Problem && Array.isArray(error.extra.keys) ? error.extra.keys.map(String) : []
  const keys = named.filter((key) => !error.message.includes(key))
  return (
    <div className="stack">
      <ErrorNotice words={wordsFor(error)} />
      {keys.length > 0 && <p className="mono wrap-anywhere">{say.keys(keys.slice(0, KEYS_SHOWN).join(", "), keys.length - KEYS_SHOWN)}</p>}
    </div>
  )
}
