/** The card of a dataset: a picture of it, its name, how far its captions are, its last version. */
import { Link } from "react-router"
import { words } from "#words/datasets"
import { type Dataset } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"

export function DatasetCard({ of, slug }: { of: Dataset; slug: string }) {
  const part = of.kept > 0 ? of.captioned / of.kept : 0
  return (
    <Link className="datasetcard" to={paths.dataset(slug, of.id)}>
      {of.cover ? (
        <Picture of={of.cover} alt="" sizes="(min-width: 768px) 240px, 45vw" />
      ) : (
        <span className="nocover" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      <b className="cut">{of.name}</b>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${100 * part}%` }} />
      </span>
      <span className="steps">
        {of.pictures === 0 ? <span>{words.list.empty}</span> : words.list.facts(of.pictures, of.captioned, of.version).map(([figure, rest]) => <span key={rest}><b>{figure}</b> {rest}</span>)}
      </span>
    </Link>
  )
}
