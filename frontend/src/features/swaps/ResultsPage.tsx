/** Results of all swaps of a model, newest first. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { ArrowRightLeft } from "lucide-react"
import { Link, useParams } from "react-router"
import { wordsFor } from "../../api/problem"
import { subject as subjectQuery } from "../../api/subjects"
import { swapResults } from "../../api/swaps"
import { type SwapResult } from "../../api/shapes"
import { distance, moment } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { Picture } from "../../ui/Picture"
import { SkeletonSheet } from "../../ui/Skeleton"
import { Tag, Tile } from "../../ui/Tile"

export function ResultsPage() {
  const { slug = "" } = useParams()
  const subject = useQuery(subjectQuery(slug))
  const list = useInfiniteQuery(swapResults(subject.data?.id))
  const all = list.data?.pages.flatMap((page) => page.results) ?? []
  const failed = subject.error ?? list.error
  return (
    <main className="page" id="main">
      <PageHead title="Swaps" tab={subject.data ? `Swaps, ${subject.data.name}` : "Swaps"} sub="Every swapped picture, newest first.">
        <ButtonLink look="primary" to={paths.newSwap(slug)}>
          <ArrowRightLeft className="ic" />
          New swap
        </ButtonLink>
      </PageHead>
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void Promise.all([subject.refetch(), list.refetch()])} />}
      {!list.data && !failed && <SkeletonSheet frames={12} />}
      {list.data && all.length === 0 && (
        <Empty title="No swapped pictures yet" action={<ButtonLink look="primary" to={paths.newSwap(slug)}>New swap</ButtonLink>}>
          A swap puts every source you choose on every target you choose. You see the fit and the price before it starts.
        </Empty>
      )}
      {byRun(all).map(([run, results]) => (
        <RunOfResults key={run} run={run} results={results} />
      ))}
      {list.hasNextPage && (
        <Button className="mt-6" onClick={() => void list.fetchNextPage()} busy={list.isFetchingNextPage && "Loading"}>
          Show older pictures
        </Button>
      )}
    </main>
  )
}

function byRun(results: SwapResult[]): [string, SwapResult[]][] {
  const runs = new Map<string, SwapResult[]>()
  for (const result of results) runs.set(result.run, [...(runs.get(result.run) ?? []), result])
  return [...runs]
}

function RunOfResults({ run, results }: { run: string; results: SwapResult[] }) {
  const newest = results[0]
  if (!newest) return null
  return (
    <section className="section first-of-type:mt-0!" aria-label={`Made ${moment(newest.created_at)}`}>
      <header>
        <h2>{moment(newest.created_at)}</h2>
        <span className="muted small" data-say="">
          {results.length} shown
        </span>
        <div className="push">
          <Link className="link small" to={paths.run(run)}>
            Open the run
          </Link>
        </div>
      </header>
      <div className="sheet [--tile:150px]">
        {[...results]
          .sort((a, b) => a.index - b.index)
          .map((result) => (
            <Link key={result.id} to={paths.picture(run, result.index + 1)} className="block min-w-0">
              <span className="hide">Picture </span>
              <Tile
                state="done"
                picture={<Picture of={result.enhanced ?? result.swapped} alt="" sizes="(max-width: 767px) 33vw, 180px" />}
                label={`${result.index + 1}`}
                note={result.identity_after === null ? "" : distance(result.identity_after)}
                tag={result.warning ? <Tag tone="warn">Soft edges</Tag> : undefined}
              />
            </Link>
          ))}
      </div>
    </section>
  )
}
