/** A new dataset: its name and what it starts with; what cannot be taken is said before it opens. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/datasets"
import { addItems, importZip, makeDataset } from "../../api/datasets"
import { desk } from "../../api/desk"
import { wordsFor } from "../../api/problem"
import { allResults, deskCounts } from "../../api/swaps"
import { type PhotoDesk, type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { toast } from "../../ui/toast"
import { ZipPick } from "./ZipPick"

const say = words.fresh
const LONGEST = 60
const SOURCES = ["results", "photos", "zip", "nothing"] as const
type Source = (typeof SOURCES)[number]

/** Photos that may be used: the rejected ones, the refused ones and those in the check are no part of it. */
function usable({ order, rejected, refused, pending }: PhotoDesk): string[] {
  const out = new Set([...rejected, ...refused, ...pending])
  return order.filter((id) => !out.has(id))
}

export function NewDatasetDialog({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const kept = { subject: subject.id, decision: "keep" }
  const results = useQuery({ ...deskCounts({ subject: subject.id }), throwOnError: false }).data?.kept ?? 0
  const sources = useQuery({ ...desk(subject.id, "source"), throwOnError: false }).data
  const photos = sources ? usable(sources) : []
  const [name, setName] = useState("")
  const [wanted, setWanted] = useState<Source | null>(null)
  const [zip, setZip] = useState<File | null>(null)
  const from = wanted ?? (results > 0 ? "results" : photos.length > 0 ? "photos" : "zip")
  const many = { results, photos: photos.length, zip: 1, nothing: 1 }
  const making = useMaking(subject, async (dataset) => {
    if (from === "results") return (await addItems(dataset, { results: await allResults(kept) })).left_out
    if (from === "photos") return (await addItems(dataset, { photos })).left_out
    return from === "zip" && zip ? (await importZip(dataset, zip)).report.left_out : []
  })
  return (
    <Dialog title={say.title} onClose={onClose}>
      <form
        className="stack gap-4!"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate(name.trim() || say.first)
        }}
      >
        <TextField label={say.name} help={say.nameHelp} placeholder={say.first} value={name} maxLength={LONGEST} autoFocus autoComplete="off" onChange={(event) => setName(event.target.value)} />
        <fieldset className="stack gap-2!">
          <legend className="label mb-2">{say.from}</legend>
          {SOURCES.map((source) => (
            <label key={source} className="check">
              <input type="radio" name="from" checked={from === source} disabled={many[source] === 0} onChange={() => setWanted(source)} />
              <span>{said(source, many)}</span>
            </label>
          ))}
        </fieldset>
        {from === "zip" && <ZipPick file={zip} onPick={setZip} />}
        {making.error && <ErrorNotice words={wordsFor(making.error)} />}
        <div className="row wrap justify-end">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={from === "zip" && !zip} busy={making.isPending && say.making}>
            {say.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function said(source: Source, many: Record<Source, number>): string {
  if (source === "results") return many.results === 0 ? say.noResults : say.sources.results(many.results)
  if (source === "photos") return many.photos === 0 ? say.noPhotos : say.sources.photos(many.photos)
  return say.sources[source]
}

/** Makes it once, however often its filling fails: what was made is filled again, and no second one is left behind. */
function useMaking(subject: Subject, fill: (dataset: string) => Promise<{ name: string; why: string }[]>) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [made, setMade] = useState<{ id: string; name: string } | null>(null)
  return useMutation({
    mutationFn: async (name: string) => {
      const dataset = made?.name === name ? made : await makeDataset(subject.id, name)
      setMade({ id: dataset.id, name })
      return { id: dataset.id, leftOut: await fill(dataset.id) }
    },
    onSuccess: async ({ id, leftOut }) => {
      void client.invalidateQueries({ queryKey: ["datasets"] })
      if (leftOut.length > 0) toast(words.add.leftOut(leftOut.length))
      await navigate(paths.dataset(subject.slug, id))
    },
  })
}
