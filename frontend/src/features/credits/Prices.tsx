/** The price book, for the operator: what counts now, what will, and a new price from a day on. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/credits"
import { dropPrice, prices as pricesQuery, setPrice, switches as switchesQuery } from "../../api/operator"
import { wordsFor } from "../../api/problem"
import { type EngineSwitch, type Price } from "../../api/shapes"
import { count, date } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { TextField } from "../../ui/Field"
import { SelectField } from "../../ui/SelectField"
import { toast } from "../../ui/toast"
import { type Standing, standingOf } from "./price-standing"
import "./money.css"

const SHOWN = 10

export function Prices() {
  const book = useQuery(pricesQuery)
  const engines = useQuery(switchesQuery)
  const [isWhole, showAll] = useState(false)
  const rows = standingOf(book.data ?? []).filter(({ standing }) => isWhole || standing !== "before")
  const hasMore = !isWhole && (book.data?.length ?? 0) > rows.length
  return (
    <section aria-labelledby="h-prices">
      <h2 id="h-prices">{words.prices.title}</h2>
      <p className="muted mb-3">{words.prices.sub}</p>
      {book.error && <ErrorNotice words={wordsFor(book.error)} onRetry={() => void book.refetch()} />}
      {book.isPending && <span className="skel late block h-40" role="status" aria-label={words.prices.loading} />}
      {rows.length > 0 && <Book rows={rows} engines={engines.data ?? []} />}
      {hasMore && (
        <Button className="mt-3" size="sm" onClick={() => showAll(true)}>
          {words.prices.history}
        </Button>
      )}
      {engines.data && <PriceForm engines={engines.data} />}
    </section>
  )
}

const STATE = { now: words.prices.now, later: words.prices.later, before: words.prices.before }

function Book({ rows, engines }: { rows: Standing[]; engines: EngineSwitch[] }) {
  const client = useQueryClient()
  const drop = useMutation({
    mutationFn: (price: Price) => dropPrice(price.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["operator", "prices"] })
      toast(words.prices.takenBack)
    },
  })
  const capability = (does: string) => engines.find((engine) => engine.does === does)?.does_label ?? does
  const label = ({ capability: does, engine }: Price) => `${capability(does)}: ${engines.find(({ key }) => key === engine)?.label ?? (engine || words.prices.any)}`
  return (
    <>
      {drop.error && <ErrorNotice words={wordsFor(drop.error)} />}
      <table className="records">
        <thead>
          <tr>
            <th>{words.prices.what}</th>
            <th className="num">{words.prices.credits}</th>
            <th className="num">{words.prices.from}</th>
            <th>{words.prices.state}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ price, standing }) => (
            <tr key={price.id} className={standing === "before" ? "faint" : undefined}>
              <td>{label(price)}</td>
              <td className="num" data-label={words.prices.credits}>{count(price.credits)}</td>
              <td className="num small muted" data-label={words.prices.from}>{date(price.effective_from)}</td>
              <td className="pl-4!">
                <span className="row">
                  <Chip tone={standing === "now" ? "pass" : "none"}>{STATE[standing]}</Chip>
                  {standing === "later" && (
                    <Button size="sm" look="bare" disabled={drop.isPending} aria-label={words.prices.takeBackName(label(price))} onClick={() => drop.mutate(price)}>
                      {words.prices.takeBack}
                    </Button>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function PriceForm({ engines }: { engines: EngineSwitch[] }) {
  const client = useQueryClient()
  const priced = engines.filter(({ may_be_switched }) => may_be_switched)
  const capabilities = [...new Map(priced.map(({ does, does_label }) => [does, does_label]))]
  const [does, setDoes] = useState(capabilities[0]?.[0] ?? "")
  const [engine, setEngine] = useState("")
  const [credits, setCredits] = useState("10")
  const [day, setDay] = useState("")
  const save = useMutation({
    mutationFn: () => setPrice({ capability: does, engine, credits: Number(credits), ...(day && { effective_from: `${day}T00:00:00Z` }) }),
    onSuccess: () => {
      for (const name of [["operator"], ["engines"], ["estimate"]]) void client.invalidateQueries({ queryKey: name })
      toast(words.prices.saved)
    },
  })
  const able = priced.filter((one) => one.does === does).map(({ key, label }) => [key, label] as const)
  return (
    <form
      className="priceform mt-6"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <h3 className="col-span-full">{words.prices.set}</h3>
      <SelectField
        label={words.prices.capability}
        value={does}
        options={capabilities}
        onChange={(next) => {
          setDoes(next)
          setEngine("")
        }}
      />
      <SelectField label={words.prices.engine} value={engine} options={[["", words.prices.any], ...able]} onChange={setEngine} />
      <TextField label={words.prices.price} help={words.prices.example(SHOWN, SHOWN * (Number(credits) || 0))} type="number" min={0} step={1} required value={credits} onChange={(event) => setCredits(event.target.value)} />
      <TextField label={words.prices.fromDay} help={words.prices.fromHelp} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      {save.error && (
        <div className="col-span-full">
          <ErrorNotice words={wordsFor(save.error)} />
        </div>
      )}
      <div className="row col-span-full">
        <Button type="submit" look="primary" disabled={credits === ""} busy={save.isPending && words.prices.saving}>
          {words.prices.save}
        </Button>
      </div>
    </form>
  )
}
