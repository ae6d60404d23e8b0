/** The next photos that would help the likeness most, each with its reason. */
import { useQuery } from "@tanstack/react-query"
import { words } from "#words/photos"
import { shots } from "../../api/desk"
import { type Subject } from "../../api/shapes"

export function ShotList({ subject }: { subject: Subject }) {
  const { data } = useQuery(shots(subject.id))
  const isAllowed = subject.kind === "synthetic" || subject.consents.some(({ uses, revoked_at }) => !revoked_at && uses.includes("swap"))
  if (!data) return null
  return (
    <section className="slip" aria-labelledby="h-shots">
      <header>
        <h2 id="h-shots">{data.length === 3 ? words.shots : words.shotsShort}</h2>
      </header>
      {data.length === 0 && <p className="small muted">{isAllowed ? words.noShots : words.shotsAfterConsent}</p>}
      <ol className="stack">
        {data.map((shot, at) => (
          <li key={shot.key} className="row top-a small">
            <span className="edge">{at + 1}</span>
            <span>
              {shot.title}
              <span className="muted block">{shot.reason}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
