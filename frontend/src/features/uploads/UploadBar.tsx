/** The total of all uploads, in a toast of its own while any is on its way. */
import { words } from "#words/uploads"
import { total } from "./upload-queue"
import { type Uploads } from "./use-uploads"
import "./uploads.css"

export function UploadBar({ uploads }: { uploads: Uploads[] }) {
  if (!uploads.some(({ isBusy }) => isBusy)) return null
  const sums = uploads.map(({ state }) => total(state)).filter(({ files }) => files > 0)
  const files = sums.reduce((sum, one) => sum + one.files, 0)
  const done = sums.reduce((sum, one) => sum + one.done, 0)
  const fraction = sums.reduce((sum, one) => sum + one.fraction * one.files, 0) / (files || 1)
  return (
    <div className="uploadbar toast">
      <div className="stack grow gap-1.5!">
        <span className="row between gap-4!">
          <span>
            {words.total(files, done)}
          </span>
          <span className="n muted">{words.fraction(fraction)}</span>
        </span>
        <span className="bar" role="progressbar" aria-label={words.allUploads} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(fraction * 100)}>
          <i style={{ width: `${fraction * 100}%` }} />
        </span>
      </div>
    </div>
  )
}
