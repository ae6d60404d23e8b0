/** A swap as its contact sheet: the frames develop where they stand. */
import { Download, Images } from "lucide-react"
import { useNavigate } from "react-router"
import { words } from "#words/swaps"
import { archiveUrl } from "../../api/runs"
import { wordsFor } from "../../api/problem"
import { type Run } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { ButtonLink, DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { cellsFrom } from "../../ui/FrameBar"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Stages } from "../../ui/Stages"
import { isLive } from "../runs/is-live"
import { RunCredits } from "../runs/RunCredits"
import { RunFailures } from "../runs/RunFailures"
import { RunHead } from "../runs/RunHead"
import { RunLog } from "../runs/RunLog"
import { ContactSheet } from "./ContactSheet"
import { cellsOf, labelsOf } from "./sheet-words"
import { useSheet } from "./use-sheet"

const say = words.sheet

/** `first` is the run as it was fetched before the sheet; the newer of both is shown. */
export function SwapRun({ run: first }: { run: Run }) {
  const { data: sheet, error, refetch } = useSheet(first.id)
  const run = sheet && sheet.run.seq >= first.seq ? sheet.run : first
  const made = sheet?.frames.filter(({ result }) => result?.swapped) ?? []
  const firstDone = made[0]
  const navigate = useNavigate()
  const { where, keys } = say
  const slug = run.subject?.slug
  useKeys([
    ...(firstDone ? [{ keys: "v", name: keys.view, where, act: () => void navigate(paths.picture(run.id, firstDone.index + 1)) }] : []),
    { keys: "Escape", name: keys.back, where, act: () => void navigate(slug ? paths.swaps(slug) : paths.runs()) },
  ])
  return (
    <>
      <RunHead run={run}>
        {made.length > 0 && !isLive(run) && (
          <DownloadLink href={archiveUrl(run.id)}>
            <Download className="ic" />
            {say.download}
          </DownloadLink>
        )}
        {firstDone && (
          <ButtonLink look="primary" to={paths.picture(run.id, firstDone.index + 1)}>
            <Images className="ic" />
            <span>
              {say.view(made.length)[0]}
              <span className="desktop">{say.view(made.length)[1]}</span>
            </span>
          </ButtonLink>
        )}
      </RunHead>
      <Stages stages={run.stages} />
      <div className="split mt-7">
        <section className="min-w-0" aria-label={say.filling}>
          {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
          {!sheet && !error && <SkeletonSheet frames={run.items.total || 6} />}
          {sheet && <ContactSheet sheet={{ ...sheet, run }} />}
        </section>
        <aside className="inspector" aria-label={say.money}>
          <RunCredits run={run} cells={sheet ? cellsOf(sheet.frames) : cellsFrom(run.items, isLive(run))} />
          <RunFailures run={run} labelOf={sheet && labelsOf(sheet)} />
          {sheet && <RunLog run={run} labelOf={labelsOf(sheet)} />}
        </aside>
      </div>
    </>
  )
}
