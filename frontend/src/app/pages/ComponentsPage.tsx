/** Every part of frontend/src/ui in its states, to be looked at and held against the drawings; knows no server. */
import { Check } from "lucide-react"
import { useCallback } from "react"
import { words } from "#words/components"
import { count } from "../../lib/format"
import { sizeOf, useSelection } from "../../lib/selection"
import { PageHead } from "../../ui/PageHead"
import { Picture } from "../../ui/Picture"
import { Tile } from "../../ui/Tile"
import { VirtualGrid } from "../../ui/VirtualGrid"

const FRAMES = 10_000

export function ComponentsPage() {
  return (
    <main className="page" id="main">
      <PageHead title={words.title} sub={words.sub} />
      <Sheet />
    </main>
  )
}

function Sheet() {
  const selection = useSelection()
  const render = useCallback(
    (index: number) => (
      <Tile
        picture={<Picture of={null} alt="" />}
        label={words.frame(index + 1)}
        over={
          <span className="pickmark" data-pick="">
            <Check className="ic" />
          </span>
        }
      />
    ),
    [],
  )
  return (
    <section className="section" aria-labelledby="h-sheet">
      <header>
        <h2 id="h-sheet">{words.sheet}</h2>
        <span className="muted small">{words.sheetSub}</span>
        <span className="push small" role="status">
          {words.chosen(count(sizeOf(selection.value, FRAMES)))}
        </span>
      </header>
      <VirtualGrid name="components" label={words.sheet} count={FRAMES} keyOf={String} render={render} selection={selection} />
    </section>
  )
}
