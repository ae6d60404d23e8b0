/** The form of a new swap: sources, targets and how they fit, options, the price as you choose. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useMemo, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/swaps"
import { wordsFor } from "../../api/problem"
import { estimate as estimateQuery, startSwap } from "../../api/swaps"
import { type Engine, type Priority } from "../../api/shapes"
import { count } from "../../lib/format"
import { useKeys } from "../../lib/keys"
import { keyKeeper } from "../../lib/once-key"
import { paths } from "../../lib/paths"
import { useDebounced } from "../../lib/use-debounced"
import { Button } from "../../ui/Button"
import { FilterChip } from "../../ui/Chip"
import { Toggle } from "../../ui/Field"
import { fieldsOf } from "../../ui/option-fields"
import { effective, EnginePicker, useOffered } from "../engines/EnginePicker"
import { type Choice, offeredOnly, ofSet, requestOf, startingChoice, toggled } from "./choice"
import { FitGrid, FitLegend } from "./FitGrid"
import { type FormProps } from "./NewSwapPage"
import { PhotoPicker } from "./PhotoPicker"
import { PickTile } from "./PickTile"
import { PricePanel } from "./PricePanel"

const say = words.fresh
const STILL_MS = 250
/** Photos up to which the grid of pairs is drawn: more are a sheet to pick from. */
const GRID_UP_TO = 24
/** So many sources stand on the shelf beside the chosen ones; the others are a sheet that opens, so that the targets stay near. */
const SHELF_UP_TO = 16

/** The choice, its request, and its price once the choice has been still for a moment. */
function usePriced(props: FormProps) {
  const { subject, sources, targets, sets, set } = props
  const [wanted, setChoice] = useState(() => startingChoice({ ...props, settings: subject.settings }))
  const [swappers, upscalers] = [useOffered("face_swap"), useOffered("upscale")]
  const choice = useMemo(() => offeredOnly(wanted, swappers, upscalers), [wanted, swappers, upscalers])
  // The set whose photos are shown: the one asked for, or the model's own, as long as all of it is chosen.
  const [shown, show] = useState(() => sets.find(({ id }) => id === (set ?? (subject.settings as { target_set?: string }).target_set) && !props.like)?.id ?? null)
  const request = useMemo(() => requestOf(subject.id, choice, sources, targets), [subject.id, choice, sources, targets])
  const still = useDebounced(request, STILL_MS)
  const priced = useQuery(estimateQuery(still))
  const isStale = request !== null && (request !== still || priced.isFetching)
  return { choice, setChoice, swappers: swappers ?? [], upscalers, shown, show, request, isStale, estimate: request ? priced.data : undefined, error: priced.error }
}

export function SwapForm(props: FormProps) {
  const { subject, sources, targets, sets, like } = props
  const { choice, setChoice, swappers, upscalers: enhancers, shown, show, request, isStale, estimate, error } = usePriced(props)
  const upscalers = enhancers ?? []
  const [priority, setPriority] = useState<Priority>("normal")
  const start = useStart(request, priority)
  const canStart = request !== null && !isStale && estimate !== undefined && estimate.pictures > 0 && estimate.balance_after >= 0 && !start.isPending
  const engineOf = (list: Engine[], wanted: Choice["swapper"]) => list.find(({ key }) => key === effective(list, wanted)?.engine)
  const [swapper, upscaler] = [engineOf(swappers, choice.swapper), engineOf(upscalers, choice.upscaler)]
  const failed = start.error ?? error
  const open = sets.find(({ id }) => id === shown)
  const shownTargets = open ? targets.filter(({ id }) => open.photos.includes(id)) : targets
  const { where, keys } = say
  useKeys([
    { keys: "Ctrl enter", name: say.start, where, act: () => canStart && start.mutate(), always: true, price: estimate?.price },
    { keys: "e", name: keys.enhance, where, act: () => setChoice({ ...choice, enhance: !choice.enhance }) },
    { keys: "c", name: keys.all, where, act: () => setChoice({ ...choice, targets: shownTargets.map(({ id }) => id) }) },
  ])
  const gone = like ? new Set(like.frames.flatMap(({ source, target }) => [source, target])).size - choice.sources.length - choice.targets.length : 0
  return (
    <div className="split">
      <div>
        {gone > 0 && <p className="small muted mb-4">{say.gone(gone)}</p>}
        <Sources photos={sources} choice={choice} onChange={setChoice} />
        <section className="section" aria-labelledby="h-fit">
          <Head id="h-fit" title={say.targets} many={choice.targets.length} ids={shownTargets.map(({ id }) => id)} chosen={choice.targets} onChange={(next) => setChoice({ ...choice, targets: next })} />
          {sets.length > 0 && (
            <div className="row wrap mb-4" role="group" aria-label={say.sets}>
              {sets.map((set) => (
                <FilterChip
                  key={set.id}
                  on={set.id === shown}
                  onClick={() => {
                    show(set.id)
                    setChoice({ ...choice, targets: ofSet(set, targets) })
                  }}
                >
                  {set.name} <span className="n">{count(ofSet(set, targets).length)}</span>
                </FilterChip>
              ))}
              <FilterChip on={shown === null} onClick={() => show(null)}>
                {say.allTargets} <span className="n">{count(targets.length)}</span>
              </FilterChip>
            </div>
          )}
          {shownTargets.length <= GRID_UP_TO ? (
            <>
              <FitGrid
                sources={sources.filter(({ id }) => choice.sources.includes(id))}
                targets={shownTargets}
                chosenTargets={choice.targets}
                onToggle={(id) => setChoice({ ...choice, targets: toggled(choice.targets, id) })}
                pairs={estimate?.pairs ?? []}
                isStale={isStale}
              />
              <FitLegend />
            </>
          ) : (
            <PhotoPicker name={`targets ${subject.id} ${shown ?? ""}`} label={say.targets} photos={shownTargets} chosen={choice.targets} pairs={estimate?.pairs ?? []} onChange={(ids) => setChoice({ ...choice, targets: ids })} />
          )}
        </section>
      </div>
      <aside className="inspector" aria-label={say.optionsAndPrice}>
        <section className="slip">
          <h2>{say.options}</h2>
          <EnginePicker label={say.swapEngine} list={swappers} choice={choice.swapper} onChange={(next) => setChoice({ ...choice, swapper: next })} />
          {enhancers?.length !== 0 && <Toggle label={say.enhance} help={upscaler ? say.enhancePrice(upscaler.price) : say.enhanceHelp} checked={choice.enhance} onChange={(enhance) => setChoice({ ...choice, enhance })} />}
          {choice.enhance && (upscalers.length > 1 || fieldsOf(upscaler?.schema ?? {}).length > 0) && (
            <EnginePicker label={say.enhanceEngine} list={upscalers} choice={choice.upscaler} onChange={(next) => setChoice({ ...choice, upscaler: next })} />
          )}
        </section>
        <PricePanel
          estimate={estimate}
          isStale={isStale}
          sources={choice.sources.length}
          targets={choice.targets.length}
          parts={[swapper?.price, choice.enhance ? upscaler?.price : undefined].filter((part) => part !== undefined)}
          priority={priority}
          onPriority={setPriority}
          problem={failed ? wordsFor(failed) : null}
          isStarting={start.isPending}
          onStart={() => start.mutate()}
        />
      </aside>
    </div>
  )
}

function Sources({ photos, choice, onChange }: { photos: FormProps["sources"]; choice: Choice; onChange: (choice: Choice) => void }) {
  const [isOpen, setOpen] = useState(false)
  // What stands there stays while it is chosen and let go: it begins with what was chosen first.
  const [first] = useState(() => new Set(choice.sources))
  const shelf = photos.length <= SHELF_UP_TO ? photos : photos.filter(({ id }, at) => at < SHELF_UP_TO || first.has(id) || choice.sources.includes(id))
  return (
    <section className="section mt-0!" aria-labelledby="h-sources">
      <Head id="h-sources" title={say.sources} many={choice.sources.length} ids={photos.map(({ id }) => id)} chosen={choice.sources} onChange={(sources) => onChange({ ...choice, sources })} />
      {!isOpen ? (
        <div className="sheet shelf [--tile:112px]">
          {shelf.map((photo) => (
            <PickTile key={photo.id} photo={photo} isOn={choice.sources.includes(photo.id)} onToggle={() => onChange({ ...choice, sources: toggled(choice.sources, photo.id) })} />
          ))}
        </div>
      ) : (
        <PhotoPicker name="sources" label={say.sources} photos={photos} chosen={choice.sources} pairs={[]} onChange={(sources) => onChange({ ...choice, sources })} />
      )}
      {(isOpen || shelf.length < photos.length) && (
        <p className="mt-3">
          <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? say.showFew : say.showAll(photos.length)}
          </Button>
        </p>
      )}
    </section>
  )
}

type HeadProps = { id: string; title: ReactNode; many: number; ids: string[]; chosen: string[]; onChange: (ids: string[]) => void }

function Head({ id, title, many, ids, chosen, onChange }: HeadProps) {
  const isAll = ids.length > 0 && ids.every((one) => chosen.includes(one))
  return (
    <header>
      <h2 id={id}>{title}</h2>
      <span className="muted small" data-say="">
        {say.chosen(many)}
      </span>
      <div className="push">
        <button type="button" className="link small" onClick={() => onChange(isAll ? [] : ids)}>
          {isAll ? say.none : say.all(ids.length)}
        </button>
      </div>
    </header>
  )
}

function useStart(request: ReturnType<typeof requestOf>, priority: Priority) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [keyFor] = useState(() => keyKeeper())
  return useMutation({
    mutationFn: async () => request && startSwap({ ...request, priority }, keyFor(JSON.stringify([request, priority]))),
    onSuccess: async (run) => {
      if (!run) return
      client.setQueryData(["run", run.id], run)
      void client.invalidateQueries({ queryKey: ["overview"] })
      void client.invalidateQueries({ queryKey: ["runs"] })
      await navigate(paths.run(run.id))
    },
  })
}
