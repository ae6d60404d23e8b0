/** The page of somebody who is not inside yet: one card, and a sheet that develops beside it. */
import { type ReactNode } from "react"
import { words } from "#words/accounts"
import { Logo } from "../../ui/Logo"
import { useTitle } from "../../ui/PageHead"
import "./accounts.css"

export function Door({ title, sub, children }: { title: string; sub?: ReactNode; children: ReactNode }) {
  useTitle(title)
  return (
    <main className="door" id="main">
      <div className="doorcard">
        <div className="row gap-3!">
          <span className="doorlogo">
            <Logo />
          </span>
          <b>{words.studio}</b>
        </div>
        <div>
          <h1>{title}</h1>
          {sub && <p className="muted mt-1">{sub}</p>}
        </div>
        {children}
      </div>
      <DevelopingSheet />
    </main>
  )
}

/** Empty frames that fill in: what the product does, without a picture of anybody. */
function DevelopingSheet() {
  return (
    <div className="doorsheet" aria-hidden="true">
      {Array.from({ length: 24 }, (_, at) => (
        <i key={at} data-shade={(at * 7) % 5} className={at === 9 ? "chosen" : undefined} />
      ))}
    </div>
  )
}
