/** What happened to which picture, newest first, read from rows: a reload tells the same. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { runLog } from "../../api/runs"
import { wordsFor } from "../../api/problem"
import { type Run } from "../../api/shapes"
import { time } from "../../lib/format"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { words } from "#words/runs"
import { lastLine, logLine, startLine } from "./log-words"

const say = words.log

/** `labelOf` names a picture by its index. */
export function RunLog({ run, labelOf }: { run: Run; labelOf: (index: number) => string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(runLog(run.id))
  const happened = data?.pages.flatMap((page) => page.results).map((item) => ({ key: item.id, label: labelOf(item.index), ...logLine(run, item) })) ?? []
  const [end, start] = [lastLine(run), startLine(run)]
  const lines = [...(end ? [{ key: "end", label: "", ...end }] : []), ...happened, ...(data && !hasNextPage ? [{ key: "start", label: "", ...start }] : [])]
  return (
    <section className="slip" aria-labelledby="h-log">
      <h2 id="h-log">{say.title}</h2>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      <ul className="stack small muted" aria-live="off">
        {lines.map(({ key, at, label, text }) => (
          <li key={key} className="row">
            <span className="edge">{time(at)}</span>
            <span>
              {label && <span className="mono">{label} </span>}
              {text}
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" look="bare" onClick={() => void fetchNextPage()} busy={isFetchingNextPage && words.page.loading}>
          {say.earlier}
        </Button>
      )}
    </section>
  )
}
