/** The result desk of a model, with the way from chosen results into a dataset. */
import { lazy, Suspense, useState } from "react"
import { allResults, type Chosen } from "../../api/swaps"
import { type Subject } from "../../api/shapes"
import { DeskPage } from "../../features/swaps/DeskPage"

const AddToDataset = lazy(async () => ({ default: (await import("../../features/datasets/AddToDataset")).AddToDataset }))

async function idsOf(chosen: Chosen): Promise<string[]> {
  if ("ids" in chosen) return chosen.ids
  const without = new Set(chosen.without)
  return (await allResults(chosen.filter)).filter((id) => !without.has(id))
}

export function SwapDeskPage() {
  const [adding, add] = useState<{ subject: Subject; chosen: Chosen; many: number } | null>(null)
  return (
    <>
      <DeskPage onDataset={(subject, chosen, many) => add({ subject, chosen, many })} />
      <Suspense>{adding && <AddToDataset subject={adding.subject} kind="results" many={adding.many} ids={() => idsOf(adding.chosen)} onClose={() => add(null)} />}</Suspense>
    </>
  )
}
