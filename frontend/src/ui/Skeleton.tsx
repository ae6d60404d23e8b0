/** The sheet's own frames while it loads; shown after 200 ms, so that quick answers do not flash. */
import { words } from "#words/ui"

export function SkeletonSheet({ frames = 8, label = words.loadingPictures }: { frames?: number; label?: string }) {
  return (
    <div className="sheet late" role="status" aria-label={label}>
      {Array.from({ length: frames }, (_, at) => (
        <span key={at} className="skel aspect-4/5" aria-hidden="true" />
      ))}
    </div>
  )
}

export function SkeletonCards({ cards = 3 }: { cards?: number }) {
  return (
    <div className="models late" role="status" aria-label={words.loadingModels}>
      {Array.from({ length: cards }, (_, at) => (
        <span key={at} className="skel aspect-7/5" aria-hidden="true" />
      ))}
    </div>
  )
}
