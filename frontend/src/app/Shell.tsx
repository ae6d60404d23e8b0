/** The frame around every page: skip link, top bar, socket, toasts. */
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { lazy, Suspense, useEffect } from "react"
import { Navigate, Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router"
import { words } from "#words/shell"
import { me } from "../api/account"
import { isProblem, wordsFor } from "../api/problem"
import { paths } from "../lib/paths"
import { listen } from "../realtime/socket"
import { ErrorNotice } from "../ui/ErrorNotice"
import { Toasts } from "../ui/Toasts"
import { Announce } from "./Announce"
import { onEvent } from "./on-event"
import { StudioKeys } from "./StudioKeys"
import { TopBar } from "./TopBar"
import { UploadsGoing } from "./UploadsGoing"

/** Fetched behind the first page: who is offline by then sees no page at all. */
const Offline = lazy(async () => ({ default: (await import("./Offline")).Offline }))

export function Shell() {
  const session = useQuery({ ...me, throwOnError: false })
  const location = useLocation()
  const isChanging = useNavigation().state === "loading"
  const isSignedIn = session.isSuccess
  useSocket(isSignedIn)

  if (isProblem(session.error, "not_signed_in")) return <Navigate to={paths.signIn(location.pathname + location.search)} replace />
  if (session.error) {
    return (
      <main className="page mx-auto max-w-lg pt-16!" id="main">
        <ErrorNotice words={wordsFor(session.error)} onRetry={() => void session.refetch()} />
      </main>
    )
  }
  if (!session.data) return <p className="hide" role="status">{words.opening}</p>
  return (
    <>
      <a className="btn primary skip" href="#main">
        {words.skip}
      </a>
      <TopBar me={session.data} />
      <Suspense>
        <Offline />
      </Suspense>
      <div aria-busy={isChanging || undefined} className={isChanging ? "changing" : undefined}>
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
      <UploadsGoing />
      <Toasts />
      <StudioKeys />
      <Announce />
      <ScrollRestoration />
    </>
  )
}

/** Listens while somebody is signed in; after a gap everything shown is asked for again, because hints were missed. */
function useSocket(isSignedIn: boolean) {
  const client = useQueryClient()
  useEffect(() => {
    if (!isSignedIn) return
    return listen({
      onEvent: (event) => onEvent(client, event),
      onOpen: (again) => {
        if (again) void client.invalidateQueries()
      },
    })
  }, [client, isSignedIn])
}
