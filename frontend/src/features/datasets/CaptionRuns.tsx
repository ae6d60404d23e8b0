/** The runs that write captions or check what came in, live in the page: how far, how long, cancel. */
import { useInfiniteQuery } from "@tanstack/react-query"
import { words } from "#words/datasets"
import { runs } from "../../api/runs"
import { type Run, type Subject } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { cellsFrom, FrameBar } from "../../ui/FrameBar"
import { isLive } from "../runs/is-live"
import { progressWords } from "../runs/run-words"
import { useCan, useCancelRun } from "../runs/run-actions"

const say = words.run

/** What writes captions or checks pictures of the model now. */
export function useLiveRuns(subject: Subject): Run[] {
  const captions = useInfiniteQuery({ ...runs({ subject: subject.id, kind: "caption" }), throwOnError: false })
  const imports = useInfiniteQuery({ ...runs({ subject: subject.id, kind: "import" }), throwOnError: false })
  return [captions, imports].flatMap(({ data }) => data?.pages[0]?.results ?? []).filter(isLive)
}

export function CaptionRuns({ live }: { live: Run[] }) {
  return live.map((run) => <Going key={run.id} run={run} />)
}

function Going({ run }: { run: Run }) {
  const cancel = useCancelRun(run.id)
  const can = useCan(run)
  return (
    <section className="captionrun" aria-label={run.title}>
      <div className="row wrap">
        <span className="pulse" />
        <b>{run.kind === "import" ? say.checkingRun : run.title}</b>
        <span className="muted small" role="status">
          {progressWords(run)}
        </span>
        <span className="push row">
          <ButtonLink look="bare" size="sm" to={paths.run(run.id)}>
            {say.open}
          </ButtonLink>
          {can.cancel && (
            <Button size="sm" busy={cancel.isPending && say.cancelling} onClick={() => cancel.mutate()}>
              {say.cancel}
            </Button>
          )}
        </span>
      </div>
      <FrameBar cells={cellsFrom(run.items, run.status === "running")} />
    </section>
  )
}
