/** The total of all uploads, in a toast of its own while any is on its way: pause, go on, stop. */
import { Pause, Play, X } from "lucide-react"
import { type ReactNode } from "react"
import { words } from "#words/uploads"
import { cx } from "../../lib/classes"
import { Button } from "../../ui/Button"
import { total } from "./upload-item"
import { type Uploads } from "./use-uploads"
import "./uploads.css"

type Props = {
  uploads: readonly Uploads[]
  inline?: boolean
  /** Where the photos go, when that is another page: a link with its name. */
  place?: ReactNode
}

export function UploadBar({ uploads, inline, place }: Props) {
  const busy = uploads.filter(({ isBusy }) => isBusy)
  if (busy.length === 0) return null
  const { files, done, bytes, sent, fraction } = total(busy.map(({ state }) => state))
  const isPaused = busy.every(({ state }) => state.isPaused)
  const isLost = busy.some(({ state }) => state.isLost)
  const said = isPaused ? words.totalPaused(done, files) : isLost ? words.totalLost(done, files) : words.total(done, files)
  return (
    <div className={cx("uploadbar toast", inline && "inline")}>
      <div className="stack grow gap-1.5!">
        <span className="row between gap-4!">
          <span role="status">{said}</span>
          <span className="n muted whitespace-nowrap">{words.fraction(fraction)}</span>
        </span>
        <span className="bar" role="progressbar" aria-label={words.allUploads} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(fraction * 100)}>
          <i style={{ width: `${fraction * 100}%` }} />
        </span>
        <span className="row between gap-4! small muted">
          <span className="n">{words.bytes(sent, bytes)}</span>
          {place}
        </span>
      </div>
      <Button
        look="bare"
        size="sm sq"
        aria-label={isPaused ? words.resumeAll : words.pauseAll}
        onClick={() => busy.forEach(({ queue }) => (isPaused ? queue.resumeAll() : queue.pauseAll()))}
      >
        {isPaused ? <Play className="ic" /> : <Pause className="ic" />}
      </Button>
      <Button look="bare" size="sm sq" aria-label={words.cancelAll} onClick={() => busy.forEach(({ queue }) => queue.cancelAll())}>
        <X className="ic" />
      </Button>
    </div>
  )
}
