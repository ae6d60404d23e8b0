/** A swap as its contact sheet: the frames develop where they stand. */
import { Download, Images } from "lucide-react"
import { archiveUrl } from "../../api/runs"
import { wordsFor } from "../../api/problem"
import { type Run, type SwapSheet } from "../../api/shapes"
import { plural, time } from "../../lib/format"
import { paths } from "../../lib/paths"
import { ButtonLink, DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { cellsFrom } from "../../ui/FrameBar"
import { Notice } from "../../ui/Notice"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Stages } from "../../ui/Stages"
import { isLive, whyNot } from "../runs/run-words"
import { RunCredits } from "../runs/RunCredits"
import { RunHead } from "../runs/RunHead"
import { ContactSheet } from "./ContactSheet"
import { cellsOf, justNow, unmade } from "./sheet-words"
import { useSheet } from "./use-sheet"

/** `first` is the run as it was fetched before the sheet; the newer of both is shown. */
export function SwapRun({ run: first }: { run: Run }) {
  const { data: sheet, error, refetch } = useSheet(first.id)
  const run = sheet && sheet.run.seq >= first.seq ? sheet.run : first
  const made = sheet?.frames.filter(({ result }) => result?.swapped) ?? []
  const firstDone = made[0]
  return (
    <>
      <RunHead run={run}>
        {made.length > 0 && !isLive(run) && (
          <DownloadLink href={archiveUrl(run.id)}>
            <Download className="ic" />
            Download all
          </DownloadLink>
        )}
        {firstDone && (
          <ButtonLink look="primary" to={paths.picture(run.id, firstDone.index + 1)}>
            <Images className="ic" />
            <span>
              View {made.length}
              <span className="desktop"> {made.length === 1 ? "picture" : "pictures"}</span>
            </span>
          </ButtonLink>
        )}
      </RunHead>
      <Stages stages={run.stages} />
      <div className="split mt-7">
        <section aria-label="Pictures, filling in as they finish">
          {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
          {!sheet && !error && <SkeletonSheet frames={run.items.total || 6} />}
          {sheet && <ContactSheet sheet={{ ...sheet, run }} />}
        </section>
        <aside className="inspector" aria-label="Money and activity">
          <RunCredits run={run} cells={sheet ? cellsOf(sheet.frames) : cellsFrom(run.items, isLive(run))} />
          {sheet && <NotMade sheet={sheet} />}
          {sheet && <Log sheet={{ ...sheet, run }} />}
        </aside>
      </div>
    </>
  )
}

function NotMade({ sheet }: { sheet: SwapSheet }) {
  const groups = unmade(sheet)
  if (groups.length === 0) return null
  const all = groups.reduce((sum, { labels }) => sum + labels.length, 0)
  return (
    <section className="slip">
      <Notice tone="refuse" title={`${plural(all, "picture")} not made`}>
        <ul className="stack">
          {groups.map(({ code, detail, labels }) => (
            <li key={code + detail}>
              <span className="mono">{labels.slice(0, 4).join(", ")}</span>
              {labels.length > 4 && ` and ${labels.length - 4} more`}: {detail || whyNot(code)}
            </li>
          ))}
        </ul>
        <p className="mt-2">{all === 1 ? "It" : "They"} cost nothing.</p>
      </Notice>
    </section>
  )
}

function Log({ sheet }: { sheet: SwapSheet }) {
  return (
    <section className="slip" aria-labelledby="h-log">
      <h2 id="h-log">Just now</h2>
      <ul className="stack small muted">
        {justNow(sheet).map(({ at, label, words }) => (
          <li key={at + label + words} className="row">
            <span className="edge">{time(at)}</span>
            <span>
              {label && <span className="mono">{label} </span>}
              {words}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
