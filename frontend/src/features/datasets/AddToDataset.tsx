/** Puts chosen photos or results into a dataset, or into a new one; says what was left out, and why. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/datasets"
import { addItems, datasets, makeDataset } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"

const say = words.add
const FRESH = ""
const LONGEST = 60
const AT_ONCE = 500

/** `ids` may still have to be found: everything that a filter finds. */
type Props = { subject: Pick<Subject, "id" | "slug">; kind: "results" | "photos"; many: number; ids: () => Promise<string[]>; onClose: () => void }

export function AddToDataset({ subject, kind, many, ids, onClose }: Props) {
  const client = useQueryClient()
  const known = useInfiniteQuery({ ...datasets(subject.id), throwOnError: false }).data?.pages.flatMap(({ results }) => results)
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState("")
  const to = chosen ?? known?.[0]?.id ?? FRESH
  const adding = useMutation({
    mutationFn: async () => {
      const wanted = await ids()
      const dataset = to === FRESH ? await makeDataset(subject.id, name.trim() || words.fresh.first) : { id: to, name: known?.find(({ id }) => id === to)?.name ?? "" }
      const answers = []
      for (let at = 0; at < wanted.length; at += AT_ONCE) answers.push(await addItems(dataset.id, { [kind]: wanted.slice(at, at + AT_ONCE) }))
      return { ...dataset, added: answers.reduce((sum, { items }) => sum + items.length, 0), leftOut: answers.flatMap(({ left_out }) => left_out) }
    },
    onSuccess: ({ id }) => {
      for (const key of [["datasets"], ["dataset", id], ["dataset-items", id]]) void client.invalidateQueries({ queryKey: key })
    },
  })
  if (adding.data) {
    const { id, name: made, added, leftOut } = adding.data
    return (
      <Dialog title={say.added(added, made)} onClose={onClose}>
        <div className="stack gap-4!">
          {leftOut.length > 0 && (
            <section className="stack gap-1!">
              <b>{say.leftOut(leftOut.length)}</b>
              <ul className="small muted">
                {leftOut.map(({ origin, name: file, why }) => (
                  <li key={origin ?? file}>{say.each(file, why)}</li>
                ))}
              </ul>
            </section>
          )}
          <div className="row wrap justify-end">
            <Button onClick={onClose}>{words.close}</Button>
            <ButtonLink look="primary" to={paths.dataset(subject.slug, id)}>
              {say.open}
            </ButtonLink>
          </div>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={say.title(many)} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate()
        }}
      >
        <SelectField label={say.to} value={to} onChange={setChosen} options={[...(known ?? []).map((one) => [one.id, one.name] as const), [FRESH, say.fresh] as const]} />
        {to === FRESH && <TextField label={words.fresh.name} placeholder={words.fresh.first} value={name} maxLength={LONGEST} autoComplete="off" onChange={(event) => setName(event.target.value)} />}
        {adding.error && <ErrorNotice words={wordsFor(adding.error)} />}
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={!known} busy={adding.isPending && say.adding}>
            {say.start}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
