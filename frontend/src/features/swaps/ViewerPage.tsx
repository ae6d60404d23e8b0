/** One picture of a swap: before and after, zoom, decisions, scores, cost, download, and the way to its neighbours. */
import { useState } from "react"
import { useNavigate, useParams, useSearchParams } from "react-router"
import { words } from "#words/swaps"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type Frame, type ResultAction, type SwapResult, type SwapSheet } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { useTitle } from "../../ui/PageHead"
import { useDecide } from "./decisions"
import { Film } from "./Film"
import { type Neighbours, useNeighbours } from "./neighbours"
import { byId } from "./sheet-words"
import { TagDialog } from "./TagDialog"
import { useSheet } from "./use-sheet"
import { ViewerSide } from "./ViewerSide"
import { ViewerTable } from "./ViewerTable"
import "./viewer.css"

const say = words.viewer

export type Made = { frame: Frame; result: SwapResult }

export function ViewerPage() {
  const { id = "", n = "1" } = useParams()
  const { data, error, refetch } = useSheet(id)
  if (error) {
    return (
      <main className="page" id="main">
        <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />
      </main>
    )
  }
  if (!data) return <main className="viewer" id="main" aria-busy="true" aria-label={say.loading} />
  const frame = data.frames.find(({ index }) => index === Number(n) - 1)
  if (!frame?.result?.swapped) return <NotThere sheet={data} />
  return <Viewer sheet={data} one={{ frame, result: frame.result }} />
}

function NotThere({ sheet }: { sheet: SwapSheet }) {
  return (
    <main className="page" id="main">
      <Empty title={say.notThere} action={<ButtonLink look="primary" to={paths.run(sheet.run.id)}>{say.showRun(sheet.run.title)}</ButtonLink>}>
        {say.notThereHelp}
      </Empty>
    </main>
  )
}

function Viewer({ sheet, one }: { sheet: SwapSheet; one: Made }) {
  const { run } = sheet
  const { result } = one
  const [params] = useSearchParams()
  const near = useNeighbours(sheet, one.frame.index, params.get("desk"))
  const [wantsEnhanced, wantEnhanced] = useState(true)
  const [isTagging, tag] = useState(false)
  const isEnhanced = wantsEnhanced && result.enhanced !== null
  const picture = (isEnhanced ? result.enhanced : result.swapped) ?? result.swapped
  const { act, go } = useActs(near, result)
  useTitle(say.title(run.title, near.at + 1, near.total))
  useViewerKeys({ act, go, back: near.back, result, onTag: () => tag(true), onAfter: () => wantEnhanced(!wantsEnhanced) })
  if (!picture) return null
  const photos = { source: byId(sheet.sources).get(one.frame.source), target: byId(sheet.targets).get(one.frame.target) }
  return (
    <main className="viewer" id="main">
      <ViewerTable key={result.id} near={near} result={result} {...photos} isEnhanced={isEnhanced} onEnhanced={wantEnhanced} onGo={go} onAct={act} />
      <Film near={near} title={run.title} />
      <ViewerSide sheet={sheet} one={one} picture={picture} {...photos} isEnhanced={isEnhanced} onAct={act} onTag={() => tag(true)} />
      {isTagging && <TagDialog many={1} tags={[]} carried={result.tags} onClose={() => tag(false)} onTag={act} />}
    </main>
  )
}

/** Decides on the picture; a decision then leads to the next one, also where it took this one off the list. */
function useActs({ list, at, to }: Neighbours, result: SwapResult) {
  const navigate = useNavigate()
  const decide = useDecide()
  const go = (by: number) => {
    const next = list[at + by]
    if (next) void navigate(to(next), { replace: true })
  }
  const act = (action: ResultAction, tag?: string) => {
    void decide({ ids: [result.id] }, action, tag)
    if (action === "keep" || action === "reject" || action === "clear") go(1)
  }
  return { act, go }
}

type Keys = { act: (action: ResultAction) => void; go: (by: number) => void; back: string; result: SwapResult; onTag: () => void; onAfter: () => void }

/** The arrows of the divider stay with the divider while it has the focus: it prevents their default. */
function useViewerKeys({ act, go, back, result, onTag, onAfter }: Keys) {
  const navigate = useNavigate()
  const { where, keys } = say
  const decide = words.desk.keys
  const mayWrite = useMayWrite()
  const decisions = [
    { keys: "f", name: decide.favourite, where, act: () => act(result.favourite ? "unfavourite" : "favourite") },
    { keys: "p", name: decide.keep, where, act: () => act("keep") },
    { keys: "x", name: decide.reject, where, act: () => act("reject") },
    { keys: "u", name: decide.clear, where, act: () => act("clear") },
    { keys: "t", name: decide.tag, where, act: onTag },
  ]
  useKeys([
    { keys: "ArrowLeft", name: keys.previous, where, act: () => go(-1) },
    { keys: "ArrowRight", name: keys.next, where, act: () => go(1) },
    { keys: "Escape", name: keys.back, where, act: () => void navigate(back) },
    { keys: "e", name: keys.after, where, act: onAfter },
    ...(mayWrite ? decisions : []),
  ])
}
