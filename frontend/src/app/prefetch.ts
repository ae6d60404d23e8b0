/** Fetches the code of pages before they are asked for: of what a link points at, and of the main pages once all is quiet. */
import { matchRoutes } from "react-router"
import { type router } from "./routes"

/** What most people open after the first page; the rest is fetched when a link to it is pointed at or focused. */
const MAIN_PAGES = ["/", "/models/any", "/models/any/swaps", "/models/any/swaps/new", "/models/any/datasets", "/models/any/datasets/any", "/runs", "/runs/any", "/runs/any/pictures/1", "/credits"]
const QUIET_MS = 2000

export function prefetchPages({ routes }: typeof router): void {
  const asked = new Set<string>()
  const fetchPage = async (path: string) => {
    if (asked.has(path)) return
    asked.add(path)
    const wanted = (matchRoutes(routes, path) ?? []).flatMap(({ route }) => (typeof route.lazy === "function" ? [route.lazy] : []))
    await Promise.all(wanted.map((load) => load())).catch(() => asked.delete(path)) // the click says what is wrong
  }
  const look = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null
    if (link?.origin === location.origin) void fetchPage(link.pathname)
  }
  for (const event of ["pointerover", "focusin", "touchstart"]) document.addEventListener(event, look, { passive: true })
  if (!savesData()) addEventListener("load", () => setTimeout(() => void fetchInTurn(MAIN_PAGES, fetchPage), QUIET_MS), { once: true })
}

/** One after the other, each when the browser has nothing else to do. */
async function fetchInTurn(paths: readonly string[], fetchPage: (path: string) => Promise<unknown>): Promise<void> {
  for (const path of paths) {
    await new Promise<void>((idle) => ("requestIdleCallback" in window ? requestIdleCallback(() => idle(), { timeout: 3000 }) : setTimeout(idle, 200)))
    await fetchPage(path)
  }
}

/** Whoever pays for every byte gets no page that they did not ask for. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
