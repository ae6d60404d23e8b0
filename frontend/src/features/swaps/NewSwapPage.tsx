/** A new swap: sources, targets and how they fit, options, the price as you choose. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import { useNavigate, useParams } from "react-router"
import { isUsable, photos } from "../../api/photos"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { estimate as estimateQuery, startSwap } from "../../api/swaps"
import { type Photo, type Subject } from "../../api/shapes"
import { count } from "../../lib/format"
import { keyKeeper } from "../../lib/once-key"
import { paths } from "../../lib/paths"
import { useDebounced } from "../../lib/use-debounced"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Toggle } from "../../ui/Field"
import { PageHead } from "../../ui/PageHead"
import { SkeletonSheet } from "../../ui/Skeleton"
import { fieldsOf } from "../../ui/option-fields"
import { effective, EnginePicker, useEngines } from "../engines/EnginePicker"
import { firstChoice, requestOf, toggled } from "./choice"
import { FitGrid, FitLegend } from "./FitGrid"
import { PickTile } from "./PickTile"
import { PricePanel } from "./PricePanel"

const STILL_MS = 250

export function NewSwapPage() {
  const { slug = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  const sources = useQuery(photos(subject.data?.id, "source"))
  const targets = useQuery(photos(subject.data?.id, "target"))
  const failed = subject.error ?? sources.error ?? targets.error
  const isThere = subject.data && sources.data && targets.data
  return (
    <main className="page" id="main">
      <PageHead title="New swap" tab={subject.data ? `New swap, ${subject.data.name}` : "New swap"} sub="Every source is put on every target. Check the fit before you pay." />
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all([subject.refetch(), sources.refetch(), targets.refetch()])} />}
      {!isThere && !failed && <SkeletonSheet />}
      {isThere && <Ready subject={subject.data} sources={sources.data.filter(isUsable)} targets={targets.data.filter(isUsable)} />}
    </main>
  )
}

type FormProps = { subject: Subject; sources: Photo[]; targets: Photo[] }

function Ready({ subject, sources, targets }: FormProps) {
  const missing = sources.length === 0 ? "source" : targets.length === 0 ? "target" : null
  if (missing) {
    return (
      <Empty title={`No ${missing}s to choose from`} action={<ButtonLink look="primary" to={paths.model(subject.slug)}>Add {missing}s</ButtonLink>}>
        {missing === "source" ? `Sources are photos of ${subject.name}. One is enough to begin.` : `Targets are the photos ${subject.name}’s face goes onto. One is enough to begin.`}
      </Empty>
    )
  }
  return <SwapForm subject={subject} sources={sources} targets={targets} />
}

/** The choice, its request, and its price once the choice has been still for a moment. */
function usePriced({ subject, sources, targets }: FormProps) {
  const [choice, setChoice] = useState(() => firstChoice(sources, targets))
  const request = useMemo(() => requestOf(subject.id, choice, sources, targets), [subject.id, choice, sources, targets])
  const still = useDebounced(request, STILL_MS)
  const priced = useQuery(estimateQuery(still))
  const isStale = request !== null && (request !== still || priced.isFetching)
  return { choice, setChoice, request, isStale, estimate: request ? priced.data : undefined, error: priced.error }
}

function SwapForm(props: FormProps) {
  const { sources, targets } = props
  const navigate = useNavigate()
  const client = useQueryClient()
  const { choice, setChoice, request, isStale, estimate, error } = usePriced(props)
  const swappers = useEngines("face_swap")
  const upscalers = useEngines("upscale")
  const [keyFor] = useState(() => keyKeeper())
  const start = useMutation({
    mutationFn: async () => request && startSwap(request, keyFor(JSON.stringify(request))),
    onSuccess: async (run) => {
      if (!run) return
      client.setQueryData(["run", run.id], run)
      void client.invalidateQueries({ queryKey: ["overview"] })
      void client.invalidateQueries({ queryKey: ["runs"] })
      await navigate(paths.run(run.id))
    },
  })
  const canStart = request !== null && !isStale && estimate !== undefined && estimate.pictures > 0 && estimate.balance_after >= 0 && !start.isPending
  useCtrlEnter(() => canStart && start.mutate())
  const upscaler = upscalers.find(({ key }) => key === effective(upscalers, choice.upscaler)?.engine)
  const failed = start.error ?? error
  return (
    <div className="split">
      <div>
        <section className="section mt-0!" aria-labelledby="h-sources">
          <header>
            <h2 id="h-sources">Sources</h2>
            <span className="muted small" data-say="">
              {choice.sources.length} chosen
            </span>
          </header>
          <div className="sheet shelf [--tile:112px]">
            {sources.map((photo) => (
              <PickTile key={photo.id} photo={photo} isOn={choice.sources.includes(photo.id)} onToggle={() => setChoice({ ...choice, sources: toggled(choice.sources, photo.id) })} />
            ))}
          </div>
        </section>
        <section className="section" aria-labelledby="h-fit">
          <header>
            <h2 id="h-fit">Targets and fit</h2>
            <span className="muted small" data-say="">
              {choice.targets.length} chosen
            </span>
            <AllOrNone ids={targets.map(({ id }) => id)} chosen={choice.targets} onChange={(ids) => setChoice({ ...choice, targets: ids })} />
          </header>
          <FitGrid
            sources={sources.filter(({ id }) => choice.sources.includes(id))}
            targets={targets}
            chosenTargets={choice.targets}
            onToggle={(id) => setChoice({ ...choice, targets: toggled(choice.targets, id) })}
            pairs={estimate?.pairs ?? []}
            isStale={isStale}
          />
          <FitLegend />
        </section>
      </div>
      <aside className="inspector" aria-label="Options and price">
        <section className="slip">
          <h2>Options</h2>
          <EnginePicker label="Swap engine" list={swappers} choice={choice.swapper} onChange={(swapper) => setChoice({ ...choice, swapper })} />
          <Toggle
            label="Enhance 2×"
            help={upscaler ? `Twice the size, ${count(upscaler.price)} credits a picture` : "Twice the size"}
            checked={choice.enhance}
            onChange={(enhance) => setChoice({ ...choice, enhance })}
          />
          {choice.enhance && (upscalers.length > 1 || fieldsOf(upscaler?.schema ?? {}).length > 0) && (
            <EnginePicker label="Enhance engine" list={upscalers} choice={choice.upscaler} onChange={(next) => setChoice({ ...choice, upscaler: next })} />
          )}
        </section>
        <PricePanel
          estimate={estimate}
          isStale={isStale}
          sources={choice.sources.length}
          targets={choice.targets.length}
          problem={failed ? wordsFor(failed) : null}
          isStarting={start.isPending}
          onStart={() => start.mutate()}
        />
      </aside>
    </div>
  )
}

function AllOrNone({ ids, chosen, onChange }: { ids: string[]; chosen: string[]; onChange: (ids: string[]) => void }) {
  const isAll = chosen.length === ids.length
  return (
    <div className="push">
      <button type="button" className="link small" onClick={() => onChange(isAll ? [] : ids)}>
        {isAll ? "Choose none" : `Choose all ${ids.length}`}
      </button>
    </div>
  )
}

function useCtrlEnter(act: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && act()
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  })
}
