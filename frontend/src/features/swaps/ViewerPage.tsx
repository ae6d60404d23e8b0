/** One picture of a swap: before and after, zoom, scores, download, and the way to its neighbours. */
import { useCallback, useState } from "react"
import { useNavigate, useParams } from "react-router"
import { wordsFor } from "../../api/problem"
import { type Frame, type SwapResult, type SwapSheet } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { useKey } from "../../lib/use-key"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { useTitle } from "../../ui/PageHead"
import { Film } from "./Film"
import { byId } from "./sheet-words"
import { useSheet } from "./use-sheet"
import { ViewerSide } from "./ViewerSide"
import { ViewerTable } from "./ViewerTable"
import "./viewer.css"

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
  if (!data) return <main className="viewer" id="main" aria-busy="true" aria-label="Loading the picture" />
  const made = data.frames.flatMap((frame): Made[] => (frame.result?.swapped ? [{ frame, result: frame.result }] : []))
  const at = made.findIndex(({ frame }) => frame.index === Number(n) - 1)
  const one = made[at]
  if (!one) return <NotThere sheet={data} />
  return <Viewer sheet={data} made={made} at={at} one={one} />
}

function NotThere({ sheet }: { sheet: SwapSheet }) {
  return (
    <main className="page" id="main">
      <Empty title="This picture is not there" action={<ButtonLink look="primary" to={paths.run(sheet.run.id)}>Show {sheet.run.title}</ButtonLink>}>
        It is not made yet, could not be made, or was deleted with its photos.
      </Empty>
    </main>
  )
}

type ViewerProps = { sheet: SwapSheet; made: Made[]; at: number; one: Made }

function Viewer({ sheet, made, at, one }: ViewerProps) {
  const navigate = useNavigate()
  const [wantsEnhanced, wantEnhanced] = useState(true)
  const { run } = sheet
  const source = byId(sheet.sources).get(one.frame.source)
  const target = byId(sheet.targets).get(one.frame.target)
  const isEnhanced = wantsEnhanced && one.result.enhanced !== null
  const picture = (isEnhanced ? one.result.enhanced : one.result.swapped) ?? one.result.swapped
  useTitle(`${run.title}, picture ${at + 1} of ${made.length}`)
  const go = useCallback(
    (by: number) => {
      const next = made[at + by]
      if (next) void navigate(paths.picture(run.id, next.frame.index + 1), { replace: true })
    },
    [at, made, navigate, run.id],
  )
  // The arrows of the divider stay with the divider while it has the focus: it prevents their default.
  useKey({
    ArrowLeft: () => go(-1),
    ArrowRight: () => go(1),
    Escape: () => void navigate(paths.run(run.id)),
    e: () => wantEnhanced(!wantsEnhanced),
  })
  if (!picture) return null
  return (
    <main className="viewer" id="main">
      <ViewerTable key={one.frame.index} runId={run.id} result={one.result} target={target} source={source} isEnhanced={isEnhanced} onEnhanced={wantEnhanced} place={`${at + 1} of ${made.length}`} onGo={go} isFirst={at === 0} isLast={at === made.length - 1} />
      <Film run={run} made={made} current={one.frame.index} />
      <ViewerSide run={run} one={one} picture={picture} source={source} target={target} made={made.length} isEnhanced={isEnhanced} />
    </main>
  )
}
