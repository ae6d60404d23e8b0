/** Settings of a model: its name and trigger word, and what a new swap of it starts with. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useParams } from "react-router"
import { words } from "#words/subjects"
import { targetSets } from "../../api/desk"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { changeSubject, subject as subjectQuery, type SubjectSettings } from "../../api/subjects"
import { type EngineChoice, type Subject } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField, Toggle } from "../../ui/Field"
import { LookOnly } from "../../ui/LookOnly"
import { PageHead } from "../../ui/PageHead"
import { SelectField } from "../../ui/SelectField"
import { toast } from "../../ui/toast"
import { effective, EnginePicker, useEngines } from "../engines/EnginePicker"
import "./subjects.css"

export function ModelSettingsPage() {
  const { slug = "" } = useParams()
  const { data, error, refetch } = useQuery(subjectQuery(slug))
  const mayWrite = useMayWrite()
  return (
    <main className="page" id="main">
      <div className="narrow">
        <PageHead title={words.settings.title} tab={data && words.settings.of(data.name)} sub={words.settings.sub} />
        {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
        {!data && !error && <span className="skel late block h-40" role="status" aria-label={words.settings.loading} />}
        {!mayWrite && <LookOnly />}
        {data && (
          <fieldset disabled={!mayWrite} className="min-w-0">
            <SettingsForm key={data.id} subject={data} mayWrite={mayWrite} />
          </fieldset>
        )}
      </div>
    </main>
  )
}

function SettingsForm({ subject, mayWrite }: { subject: Subject; mayWrite: boolean }) {
  const client = useQueryClient()
  const [name, setName] = useState(subject.name)
  const [trigger, setTrigger] = useState(subject.trigger_word)
  const [settings, setSettings] = useState<SubjectSettings>(subject.settings as SubjectSettings)
  const save = useMutation({
    mutationFn: () => changeSubject(subject.id, { name: name.trim(), trigger_word: trigger.trim(), settings }),
    onSuccess: (now) => {
      client.setQueryData(["subject", subject.slug], now)
      for (const queryKey of [["subject"], ["overview"]]) void client.invalidateQueries({ queryKey })
      toast(words.settings.saved)
    },
  })
  return (
    <form
      className="stack gap-8!"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="stack loose">
        <TextField label={words.settings.name} help={words.settings.nameHelp} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <TextField label={words.settings.trigger} help={words.settings.triggerHelp} required maxLength={40} pattern="[A-Za-z0-9_]+" className="input font-mono" value={trigger} onChange={(event) => setTrigger(event.target.value)} />
      </div>
      <Engines settings={settings} onChange={setSettings} />
      <Targets subject={subject} settings={settings} onChange={setSettings} />
      {save.error && <ErrorNotice words={wordsFor(save.error)} />}
      {mayWrite && (
        <div className="row">
          <Button type="submit" look="primary" disabled={!name.trim() || !trigger.trim()} busy={save.isPending && words.settings.saving}>
            {words.settings.save}
          </Button>
        </div>
      )}
    </form>
  )
}

type PartProps = { settings: SubjectSettings; onChange: (settings: SubjectSettings) => void }

function Engines({ settings, onChange }: PartProps) {
  const swaps = useEngines("face_swap")
  const enhancers = useEngines("upscale")
  const isEnhanced = settings.enhance ?? true
  const isOwn = settings.engines !== undefined
  const put = (does: string, choice: EngineChoice) => onChange({ ...settings, engines: { ...settings.engines, [does]: choice } })
  const own = () => {
    const first = [effective(swaps, null), effective(enhancers, null)]
    const engines = Object.fromEntries(["face_swap", "upscale"].flatMap((does, at) => (first[at] ? [[does, first[at]]] : [])))
    onChange({ ...settings, engines })
  }
  const studio = () => onChange(Object.fromEntries(Object.entries(settings).filter(([key]) => key !== "engines")))
  return (
    <fieldset className="panel stack loose">
      <legend className="hide">{words.settings.engines}</legend>
      <h2>{words.settings.engines}</h2>
      <Toggle label={words.settings.enhance} help={words.settings.enhanceHelp} checked={isEnhanced} onChange={(on) => onChange({ ...settings, enhance: on })} />
      <Toggle label={words.settings.own} help={words.settings.ownHelp} checked={isOwn} onChange={(on) => (on ? own() : studio())} />
      {isOwn && <EnginePicker label={words.settings.swap} list={swaps} choice={settings.engines?.face_swap ?? null} onChange={(choice) => put("face_swap", choice)} />}
      {isOwn && isEnhanced && <EnginePicker label={words.settings.upscale} list={enhancers} choice={settings.engines?.upscale ?? null} onChange={(choice) => put("upscale", choice)} />}
    </fieldset>
  )
}

function Targets({ subject, settings, onChange }: PartProps & { subject: Subject }) {
  const { data: sets } = useQuery({ ...targetSets(subject.id), throwOnError: false })
  const options = [["", words.settings.noSet] as const, ...(sets ?? []).map((set) => [set.id, words.settings.setOption(set.name, set.photos.length)] as const)]
  const chosen = options.some(([id]) => id === settings.target_set) ? (settings.target_set ?? "") : ""
  return (
    <section className="panel stack loose" aria-labelledby="h-targets">
      <h2 id="h-targets">{words.settings.targets}</h2>
      <SelectField label={words.settings.set} help={words.settings.setHelp} value={chosen} options={options} onChange={(id) => onChange({ ...settings, target_set: id || null })} />
    </section>
  )
}
