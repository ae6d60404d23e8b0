/** Save points side by side: the light table with one zoom for all above, the grid of save points and prompts below. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { ArrowLeft } from "lucide-react"
import { useState } from "react"
import { useNavigate, useParams, useSearchParams } from "react-router"
import { words } from "#words/loras"
import { version as versionQuery, versions } from "../../api/loras"
import { useMayWrite } from "../../api/may-write"
import { wordsFor } from "../../api/problem"
import { type LoraVersion } from "../../api/shapes"
import { useKeys } from "../../lib/keys"
import { paths } from "../../lib/paths"
import { PHONE, useMedia } from "../../lib/use-media"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { PageHead } from "../../ui/PageHead"
import { SelectField } from "../../ui/SelectField"
import { SkeletonSheet } from "../../ui/Skeleton"
import { type Cell, cellsOf, keyOf, MOST_PANES, shownPanes, startingPanes, toggledPane } from "./compare"
import { CompareGrid } from "./CompareGrid"
import { CompareTable } from "./CompareTable"
import { NoVersion } from "./NoVersion"
import { useVersion } from "./use-version"
import { usePick } from "./version-actions"
import "./compare.css"

const say = words.compare

export function ComparePage() {
  const { slug = "", n = "1" } = useParams()
  const { version, isMissing, error, retry } = useVersion(slug, Number(n))
  return (
    <main className="page" id="main">
      {error && <ErrorNotice words={wordsFor(error)} onRetry={retry} />}
      {isMissing && <NoVersion slug={slug} n={Number(n)} />}
      {!isMissing && !error && !version && <SkeletonSheet label={words.loading} />}
      {version && <Compare key={version.id} slug={slug} version={version} />}
    </main>
  )
}

function Compare({ slug, version }: { slug: string; version: LoraVersion }) {
  const [search, setSearch] = useSearchParams()
  const isPhone = useMedia(PHONE)
  const beside = useBeside(slug, version, search.get("with"))
  const cells = cellsOf(version)
  const others = beside.version ? cellsOf(beside.version) : []
  const asked = search.get("step")
  const [touched, setPanes] = useState<string[] | null>(null)
  const wanted = touched ?? startingPanes(cells, asked && keyOf(version.number, Number(asked)), others)
  const all = [...cells, ...others]
  const panes = shownPanes(all, wanted)
  const prompts = Math.max(1, version.prompts.length)
  const prompt = Math.min(prompts, Math.max(1, Number(search.get("prompt") ?? 1))) - 1
  const set = (name: string, value: string | null) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const show = (row: number, cell: Cell) => {
    const keys = panes.map(({ key }) => key)
    if (row !== prompt) set("prompt", String(row + 1))
    setPanes(row !== prompt && keys.includes(cell.key) ? keys : toggledPane(keys, cell.key, isPhone ? 2 : MOST_PANES))
  }
  const pick = usePicks(version, panes)
  useCompareKeys(slug, version.number, prompt, prompts, (next) => set("prompt", String(next + 1)))
  return (
    <>
      <PageHead title={say.title(version.number)} tab={say.tab(version.number)} sub={say.sub}>
        {beside.list.length > 0 && (
          <SelectField
            bare
            label={say.other}
            value={beside.number ?? ""}
            options={[["", say.nobody], ...beside.list.map((number): [string, string] => [String(number), say.beside(number)])]}
            onChange={(number) => {
              set("with", number || null)
              setPanes(null)
            }}
          />
        )}
        <ButtonLink to={paths.version(slug, version.number)}>
          <ArrowLeft className="ic" />
          {say.back}
        </ButtonLink>
      </PageHead>
      {beside.error && <ErrorNotice words={wordsFor(beside.error)} />}
      {all.length === 0 ? (
        <Empty title={say.none}>{say.noneHelp}</Empty>
      ) : (
        <>
          <CompareTable panes={panes} prompt={prompt} words={version.prompts[prompt]?.prompt ?? ""} own={version.number} onPick={pick} />
          <CompareGrid cells={all} prompts={version.prompts} prompt={prompt} panes={panes} onShow={show} onPrompt={(row) => set("prompt", String(row + 1))} />
        </>
      )}
    </>
  )
}

/** The version beside this one, and the numbers of all that could be. */
function useBeside(slug: string, version: LoraVersion, number: string | null) {
  const list = useInfiniteQuery(versions(slug)).data?.pages.flatMap(({ results }) => results) ?? []
  const card = list.find((one) => String(one.number) === number && one.id !== version.id)
  const { data, error } = useQuery(versionQuery(card?.id))
  return { list: list.filter(({ id, save_count }) => id !== version.id && save_count > 0).map((one) => one.number), number: card ? String(card.number) : null, version: card ? data : undefined, error }
}

/** Picks a save point of the version the page is about; undefined for those who only look. */
function usePicks(version: LoraVersion, panes: readonly Cell[]): ((cell: Cell) => void) | undefined {
  const pick = usePick(version)
  const mayWrite = useMayWrite()
  const choose = ({ step, winner }: Cell) => pick.mutate(winner ? null : (version.saves.find((save) => save.step === step) ?? null))
  const own = panes.filter(({ number }) => number === version.number)
  const { where, pick: name } = say.keys
  useKeys(mayWrite && own.length > 0 ? [{ keys: "p", name, where, act: () => own[0] && choose(own.at(-1) ?? own[0]) }] : [])
  return mayWrite ? choose : undefined
}

function useCompareKeys(slug: string, number: number, prompt: number, prompts: number, onPrompt: (prompt: number) => void) {
  const navigate = useNavigate()
  const { where, before, after, back } = say.keys
  useKeys([
    { keys: "[", name: before, where, act: () => prompt > 0 && onPrompt(prompt - 1) },
    { keys: "]", name: after, where, act: () => prompt < prompts - 1 && onPrompt(prompt + 1) },
    { keys: "Escape", name: back, where, act: () => void navigate(paths.version(slug, number)) },
  ])
}
