/** The card of a model: its pictures, its name, whether it may be used, what it holds. */
import { Link } from "react-router"
import { words } from "#words/subjects"
import { type SubjectCard } from "../../api/shapes"
import { plural, when } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Picture } from "../../ui/Picture"
import { ConsentChip } from "./ConsentChip"

export function ModelCard({ card }: { card: SubjectCard }) {
  const pictures = [card.cover, ...card.thumbs.slice(0, 3)]
  return (
    <Link className="model" to={paths.model(card.slug)}>
      {card.cover ? (
        <span className="cover" data-thumbs={Math.min(3, card.thumbs.length)}>
          {pictures.map((picture, at) => (
            <Picture key={picture?.id ?? at} of={picture} alt="" sizes={at === 0 ? "(min-width: 768px) 340px, 75vw" : "120px"} eager />
          ))}
        </span>
      ) : (
        <span className="cover bare" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      <span className="name">
        {card.name}
        <ConsentChip state={card.consent_state} kind={card.kind} className="push" />
      </span>
      <span className="steps">{facts(card).map(([bold, rest]) => <span key={rest}>{bold && <b>{bold} </b>}{rest}</span>)}</span>
    </Link>
  )
}

function facts({ counts, spent, last_run, consent_state, name }: SubjectCard): [string, string][] {
  const photos = counts.sources + counts.targets
  const of = (n: number, word: string): [string, string] => {
    const [figure, ...rest] = plural(n, word).split(" ")
    return [figure ?? "", rest.join(" ")]
  }
  const said: [string, string][] = []
  if (photos > 0) said.push(of(photos, "photo"))
  if (consent_state === "missing") said.push(["", words.card.waits(name)])
  if (consent_state === "revoked") said.push(["", words.card.withdrawn])
  if (counts.results > 0) said.push(of(counts.results, "swap"))
  if (spent > 0) said.push(of(spent, "credit"))
  if (last_run) said.push(["", words.card.lastRun(last_run.title, when(last_run.created_at))])
  if (said.length === 0) said.push(["", words.card.empty])
  return said
}
