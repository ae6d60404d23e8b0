/** The total of all uploads, in a toast of its own while any is on its way. */
import { percent, plural } from "../../lib/format"
import { total } from "./upload-queue"
import { type Uploads } from "./use-uploads"

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
            Uploading {plural(files, "photo")}, {done} there
          </span>
          <span className="n muted">{percent(fraction)}</span>
        </span>
        <span className="bar" role="progressbar" aria-label="All uploads" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(fraction * 100)}>
          <i style={{ width: `${fraction * 100}%` }} />
        </span>
      </div>
    </div>
  )
}
