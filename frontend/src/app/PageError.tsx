/** What a page says when it cannot be shown; the way home is always there. */
import { useEffect } from "react"
import { useRouteError } from "react-router"
import { Problem, wordsFor } from "../api/problem"
import { paths } from "../lib/paths"
import { Button, ButtonLink } from "../ui/Button"
import { Notice } from "../ui/Notice"
import { useTitle } from "../ui/PageHead"

export function NotFound() {
  useTitle("Not found")
  return (
    <main className="page" id="main">
      <div className="empty mx-auto max-w-md">
        <div className="trio" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        <h1>Nothing at this address</h1>
        <p className="muted">It may have been deleted, or it belongs to another workspace.</p>
        <ButtonLink to={paths.home()} look="primary">
          Show the models
        </ButtonLink>
      </div>
    </main>
  )
}

export function PageError() {
  const error = useRouteError()
  const isStaleBuild = error instanceof TypeError && /import|module/i.test(error.message)
  const words = isStaleBuild
    ? { title: "The dashboard was updated", body: "This page belongs to an older version. Load it again to go on; nothing was lost." }
    : wordsFor(error)
  useEffect(() => {
    if (!(error instanceof Problem)) reportError(error)
  }, [error])
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <main className="page" id="main">
      <h1 className="hide">{words.title}</h1>
      <div className="mx-auto mt-12 max-w-lg">
        <Notice tone="refuse" title={words.title} live action={<Button size="sm" onClick={() => location.reload()}>Load again</Button>}>
          {words.body}
        </Notice>
      </div>
    </main>
  )
}
