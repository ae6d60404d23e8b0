/** The top bar: where you are, the sections of this level, the state of the studio. */
import { useQuery } from "@tanstack/react-query"
import { ArrowLeft, ArrowRightLeft, ChartSpline, Coins, Images, ListVideo, Settings, Sparkle, Type } from "lucide-react"
import { Link, NavLink, useNavigate } from "react-router"
import { words as keyWords } from "#words/keys"
import { words as counts } from "#words/counts"
import { words as settingsWords } from "#words/settings"
import { words } from "#words/shell"
import { credits } from "../api/credits"
import { overview } from "../api/subjects"
import { type Me, type Run, type SubjectCard } from "../api/shapes"
import { cellsFrom, FrameBar } from "../ui/FrameBar"
import { Cost } from "../ui/Cost"
import { count } from "../lib/format"
import { useKeys } from "../lib/keys"
import { paths } from "../lib/paths"
import { useSocketState } from "../realtime/socket"
import { Bell } from "../features/notices/Bell"
import { AccountMenu } from "./AccountMenu"
import { FindButton } from "./FindButton"
import { Logo } from "../ui/Logo"
import { ModelSwitch } from "./ModelSwitch"
import { type Place, usePlace } from "./use-place"

export function TopBar({ me }: { me: Me }) {
  const place = usePlace()
  const { data } = useQuery(overview)
  const model = data?.subjects.find((card) => card.slug === place.slug)
  return (
    <header className="top">
      <Where place={place} model={model} models={data?.subjects ?? []} workspace={me.workspace.name} />
      {place.slug ? <ModelTabs slug={place.slug} section={place.section} model={model} /> : <StudioTabs running={data?.running.length ?? 0} />}
      <State me={me} running={data?.running ?? []} />
    </header>
  )
}

type WhereProps = { place: Place; model: SubjectCard | undefined; models: SubjectCard[]; workspace: string }

function Where({ place, model, models, workspace }: WhereProps) {
  return (
    <div className={place.slug ? "where deep" : "where"}>
      {place.slug && (
        <Link className="back" to={place.back} aria-label={words.back}>
          <ArrowLeft className="ic" />
        </Link>
      )}
      <Link className="logo" to={paths.home()} aria-label={words.allModels}>
        <Logo />
      </Link>
      {place.slug ? (
        <>
          <span className="slash" aria-hidden="true">
            /
          </span>
          <ModelSwitch current={model} slug={place.slug} models={models} />
          {place.page && (
            <>
              <span className="slash desktop" aria-hidden="true">
                /
              </span>
              <span className="muted cut desktop">{place.page}</span>
            </>
          )}
        </>
      ) : (
        <span className="switch cut hover:bg-transparent!">{workspace}</span>
      )}
    </div>
  )
}

function StudioTabs({ running }: { running: number }) {
  return (
    <nav className="tabs" aria-label={words.studio}>
      <NavLink to={paths.home()} end>
        <Images className="ic" />
        {words.models}
      </NavLink>
      <NavLink to={paths.runs()}>
        <ListVideo className="ic" />
        {words.runs} {running > 0 && <span className="edge">{running}</span>}
      </NavLink>
      <NavLink to={paths.credits()}>
        <Coins className="ic" />
        {words.credits}
      </NavLink>
      <NavLink to={paths.settings()}>
        <Settings className="ic" />
        {settingsWords.title}
      </NavLink>
    </nav>
  )
}

function ModelTabs({ slug, section, model }: { slug: string; section: Place["section"]; model: SubjectCard | undefined }) {
  const navigate = useNavigate()
  const current = (name: Place["section"]) => (section === name ? ("page" as const) : undefined)
  const where = keyWords.model
  useKeys([
    { keys: "1", name: words.photos, where, act: () => void navigate(paths.model(slug)) },
    { keys: "2", name: words.swaps, where, act: () => void navigate(paths.swaps(slug)) },
    { keys: "3", name: words.datasets, where, act: () => void navigate(paths.datasets(slug)) },
    { keys: "4", name: words.training, where, act: () => void navigate(paths.training(slug)) },
    { keys: "5", name: words.pictures, where, act: () => void navigate(paths.pictures(slug)) },
    { keys: "n", name: words.newSwap, where, act: () => void navigate(paths.newSwap(slug)) },
    { keys: "g s", name: keyWords.modelSettings, where, act: () => void navigate(paths.modelSettings(slug)) },
  ])
  return (
    <nav className="tabs" aria-label={words.model}>
      <Link to={paths.model(slug)} aria-current={current("photos")}>
        <Images className="ic" />
        {words.photos} {model && <span className="edge">{count(model.counts.sources + model.counts.targets)}</span>}
      </Link>
      <Link to={paths.swaps(slug)} aria-current={current("swaps")}>
        <ArrowRightLeft className="ic" />
        {words.swaps} {model && <span className="edge">{count(model.counts.results)}</span>}
      </Link>
      <Link to={paths.datasets(slug)} aria-current={current("datasets")}>
        <Type className="ic" />
        {words.datasets}
      </Link>
      <Link to={paths.training(slug)} aria-current={current("training")}>
        <ChartSpline className="ic" />
        {words.training}
      </Link>
      <Link to={paths.pictures(slug)} aria-current={current("pictures")}>
        <Sparkle className="ic" />
        {words.pictures}
      </Link>
      <Link to={paths.modelSettings(slug)} aria-current={current("settings")}>
        <Settings className="ic" />
        {settingsWords.title}
      </Link>
    </nav>
  )
}

function State({ me, running }: { me: Me; running: Run[] }) {
  const { data } = useQuery({ ...credits, initialData: me.credits })
  return (
    <div className="state">
      <LivePill running={running} />
      <FindButton />
      <Link className="wallet" to={paths.credits()} aria-label={words.wallet(count(data.balance), count(data.held))}>
        <Cost value={data.balance} />
      </Link>
      <Bell />
      <AccountMenu me={me} />
    </div>
  )
}

function LivePill({ running }: { running: Run[] }) {
  const isLost = useSocketState() === "lost"
  const first = running[0]
  if (isLost) return <span className="live" role="status">{words.reconnecting}</span>
  if (!first) return null
  const { done, failed, total } = first.items
  return (
    <Link className="live" to={paths.run(first.id)} aria-label={words.runNow(first.title, counts.doneOf(first.kind, done, total))}>
      <FrameBar mini cells={cellsFrom(first.items, first.status === "running")} />
      <span className="txt n">
        {done + failed}/{total}
      </span>
    </Link>
  )
}
