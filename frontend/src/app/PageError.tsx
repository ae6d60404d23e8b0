/** What a page says when it cannot be shown; the way home is always there. */
import { useEffect } from "react"
import { useRouteError } from "react-router"
import { words } from "#words/shell"
import { Problem, wordsFor } from "../api/problem"
import { paths } from "../lib/paths"
import { Button, ButtonLink } from "../ui/Button"
import { Notice } from "../ui/Notice"
import { useTitle } from "../ui/PageHead"

export function NotFound() {
  useTitle(words.notFound)
  return (
    <main className="page" id="main">
      <div className="empty mx-auto max-w-md">
        <div className="trio" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
        <h1>{words.notFoundTitle}</h1>
        <p className="muted">{words.notFoundBody}</p>
        <ButtonLink to={paths.home()} look="primary">
          {words.showModels}
        </ButtonLink>
      </div>
    </main>
  )
}

export function PageError() {
  const error = useRouteError()
  const isStaleBuild = error instanceof TypeError && /import|module/i.test(error.message)
  const said = isStaleBuild ? words.updated : wordsFor(error)
  useEffect(() => {
    if (!(error instanceof Problem)) reportError(error)
  }, [error])
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <main className="page" id="main">
      <h1 className="hide">{said.title}</h1>
      <div className="mx-auto mt-12 max-w-lg">
        <Notice tone="refuse" title={said.title} live action={<Button size="sm" onClick={() => location.reload()}>{words.loadAgain}</Button>}>
          {said.body}
        </Notice>
      </div>
    </main>
  )
}
