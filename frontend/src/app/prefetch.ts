/** Fetches the code of a page when a link to it is pointed at or focused, so that the click finds it there. */
import { matchRoutes } from "react-router"
import { type router } from "./routes"

export function prefetchPages({ routes }: typeof router): void {
  const asked = new Set<string>()
  const look = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null
    if (!link || link.origin !== location.origin || asked.has(link.pathname)) return
    asked.add(link.pathname)
    for (const { route } of matchRoutes(routes, link.pathname) ?? []) {
      if (typeof route.lazy === "function") void Promise.resolve(route.lazy()).catch(() => asked.delete(link.pathname)) // the click says what is wrong
    }
  }
  for (const event of ["pointerover", "focusin", "touchstart"]) document.addEventListener(event, look, { passive: true })
}
