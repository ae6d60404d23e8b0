/** The command palette: Go to (things and pages) and Do (what this page can do, with its key and price). */
import "./palette.css"
import { useQuery } from "@tanstack/react-query"
import { Command } from "cmdk"
import { ArrowRight, ChevronRight, CornerDownLeft, Image, ListVideo, Search, UserRound } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useNavigate } from "react-router"
import { words } from "#words/palette"
import { useMayWrite } from "../api/may-write"
import { search } from "../api/search"
import { overview } from "../api/subjects"
import { cap, type Shortcut, useShortcuts } from "../lib/keys"
import { useDebounced } from "../lib/use-debounced"
import { Cost } from "../ui/Cost"
import { Dialog } from "../ui/Dialog"
import { Picture } from "../ui/Picture"
import { models, pages, pagesOf, recent, remember, type Target, targets } from "./places"
import { usePlace } from "./use-place"

const ICONS = { model: UserRound, run: ListVideo, photo: Image, page: ArrowRight }
const PAUSE_MS = 120

export function Palette({ onClose }: { onClose: () => void }) {
  const [asked, ask] = useState("")
  const trimmed = asked.trim()
  const found = useQuery(search(useDebounced(trimmed, PAUSE_MS)))
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), []) // a dialog gives the focus to the list's own root otherwise
  const go = (target: Target) => {
    remember(target)
    onClose()
    void navigate(target.to)
  }
  // The page has its focus back before the action runs, so that the action finds it where the person left it.
  const act = (shortcut: Shortcut) => {
    onClose()
    requestAnimationFrame(() => shortcut.act(new KeyboardEvent("keydown")))
  }
  const places = usePlaces()
  const lately = trimmed ? [] : recent()
  const goTo = places.filter(({ to }) => !lately.some((other) => other.to === to))
  return (
    <Dialog title={words.title} onClose={onClose} bare className="palette">
      <Command label={words.title} loop onKeyDown={(event) => closesAgain(event) && (event.preventDefault(), onClose())}>
        <div className="ask">
          <Search className="ic" />
          <Command.Input ref={field} value={asked} onValueChange={ask} placeholder={words.ask} />
        </div>
        <Command.List label={words.title}>
          <Command.Empty>{found.isFetching ? words.looking : words.nothing}</Command.Empty>
          {lately.length > 0 && <Targets heading={words.recent} of={lately} id="recent" onChoose={go} />}
          <Targets heading={words.goTo} of={goTo} id="go" onChoose={go} />
          {trimmed && <Targets of={targets(found.data, places)} id="found" asked={trimmed} onChoose={go} />}
          <Actions onChoose={act} />
        </Command.List>
      </Command>
      {trimmed && found.isError && (
        <p className="small muted said" role="status">
          {words.failed}
        </p>
      )}
    </Dialog>
  )
}

const closesAgain = (event: React.KeyboardEvent) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k"

/** The model you are in, the other models, the pages of the studio. */
function usePlaces(): Target[] {
  const { slug } = usePlace()
  const mayWrite = useMayWrite()
  const cards = useQuery(overview).data?.subjects ?? []
  const here = cards.find((card) => card.slug === slug)
  const others = cards.filter((card) => card !== here)
  return [...(here ? pagesOf(here, mayWrite) : []), ...models(others), ...pages(mayWrite)]
}

/** `asked` keeps what the server found in the list, whatever word it was found by. */
function Targets({ heading, of, id, asked, onChoose }: { heading?: string; of: Target[]; id: string; asked?: string; onChoose: (target: Target) => void }) {
  if (of.length === 0) return null
  return (
    <Command.Group heading={heading}>
      {of.map((target) => {
        const Icon = ICONS[target.kind]
        return (
          <Command.Item key={target.to} value={`${id} ${target.to}`} keywords={[target.name, ...(target.also ?? []), ...(asked ? [asked] : [])]} onSelect={() => onChoose(target)}>
            {target.picture ? <Picture of={target.picture} alt="" sizes="24px" eager /> : <Icon className="ic" />}
            <span className="cut">{target.name}</span>
            {target.edge && <span className="edge push cut">{target.edge}</span>}
            <CornerDownLeft className="ic enter" aria-hidden="true" />
          </Command.Item>
        )
      })}
    </Command.Group>
  )
}

/** Each action once, with its first key; going to a page stands above already. */
function Actions({ onChoose }: { onChoose: (shortcut: Shortcut) => void }) {
  const shortcuts = useShortcuts().filter(({ keys }) => !/^g |^Ctrl k$|^\/$/.test(keys))
  const actions = shortcuts.filter(({ name }, at) => shortcuts.findIndex((other) => other.name === name) === at)
  return (
    <Command.Group heading={words.act}>
      {actions.map((action) => (
        <Command.Item key={action.name} value={`do ${action.name}`} keywords={[action.name]} onSelect={() => onChoose(action)}>
          <ChevronRight className="ic" />
          <span className="cut">{action.name}</span>
          <span className="push row">
            {action.price !== undefined && <Cost value={action.price} />}
            {action.keys && <kbd>{cap(action.keys)}</kbd>}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
