/** The frame of the settings: the list of sections at the left, on a phone a page of its own; a section is a child route. */
import { useQuery } from "@tanstack/react-query"
import { ArrowLeft, ChevronRight } from "lucide-react"
import { Suspense } from "react"
import { Link, NavLink, Navigate, Outlet, useMatch } from "react-router"
import { words } from "#words/settings"
import { me as meQuery } from "../../api/account"
import { PHONE, useMedia } from "../../lib/use-media"
import { paths } from "../../lib/paths"
import { useTitle } from "../../ui/PageHead"
import { SECTIONS } from "./settings-sections"
import "./settings.css"

export function SettingsPage() {
  const isPhone = useMedia(PHONE)
  const isList = useMatch(paths.settings()) !== null
  useTitle(words.title)
  if (isList && !isPhone) return <Navigate to={paths.settings("profile")} replace />
  return (
    <main className="page" id="main">
      <div className={isList ? "settings list" : "settings"}>
        {(isList || !isPhone) && <SectionList isPage={isList} />}
        {!isList && (
          <div className="setting">
            {isPhone && (
              <Link className="link row" to={paths.settings()}>
                <ArrowLeft className="ic" />
                {words.back}
              </Link>
            )}
            <Suspense fallback={<span className="skel late block h-40" role="status" aria-label={words.opening} />}>
              <Outlet />
            </Suspense>
          </div>
        )}
      </div>
    </main>
  )
}

/** On its own it is the page, and its name is the page's heading. */
function SectionList({ isPage }: { isPage: boolean }) {
  const { data: me } = useQuery(meQuery)
  const Heading = isPage ? "h1" : "p"
  return (
    <nav className="settinglist" aria-label={words.sections}>
      <Heading className="settingtitle">{words.title}</Heading>
      <ul>
        {SECTIONS.filter(({ isFor }) => !isFor || me?.user.is_operator).map(({ key, name, sub, icon: Icon }) => (
          <li key={key}>
            <NavLink to={paths.settings(key)}>
              <Icon className="ic" />
              <span className="grow">
                <b>{name}</b>
                <span className="small muted block phone">{sub}</span>
              </span>
              <ChevronRight className="ic phone" aria-hidden="true" />
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
