/** Brings in a zip of pictures and text files: what was taken, and why the rest was not, before anything is paid. */
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { FolderInput } from "lucide-react"
import { useState } from "react"
import { words } from "#words/datasets"
import { importZip } from "../../api/datasets"
import { Problem, wordsFor } from "../../api/problem"
import { type ImportReport } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { ZipPick } from "./ZipPick"

const say = words.bring

export function ImportDialog({ dataset, file: dropped, onClose }: { dataset: string; file: File | null; onClose: () => void }) {
  const client = useQueryClient()
  const [chosen, setChosen] = useState<File | null>(null)
  const file = chosen ?? dropped
  const bring = useMutation({
    mutationFn: (zip: File) => importZip(dataset, zip),
    onSuccess: () => {
      for (const key of [["dataset-items", dataset], ["dataset", dataset], ["datasets"], ["runs"]]) void client.invalidateQueries({ queryKey: key })
    },
  })
  const report = bring.data?.report ?? refusedReport(bring.error)
  return (
    <Dialog title={say.title} onClose={onClose}>
      <div className="stack gap-4!">
        {!bring.data && <p className="small muted">{say.what}</p>}
        {!bring.data && <ZipPick file={file} onPick={setChosen} />}
        {bring.error && <ErrorNotice words={wordsFor(bring.error)} />}
        {report && <ImportReport report={report} isTaken={bring.data !== undefined} />}
        <div className="row wrap justify-end">
          {!bring.data && <Button onClick={onClose}>{words.cancel}</Button>}
          {bring.data ? (
            <Button look="primary" onClick={onClose}>
              {say.done}
            </Button>
          ) : (
            <Button look="primary" disabled={!file} busy={bring.isPending && say.reading} onClick={() => file && bring.mutate(file)}>
              <FolderInput className="ic" />
              {say.start}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** A zip of which nothing could be taken is refused with the same report. */
const refusedReport = (error: unknown): ImportReport | undefined => (error instanceof Problem ? (error.extra.report as ImportReport | undefined) : undefined)

export function ImportReport({ report, isTaken }: { report: ImportReport; isTaken: boolean }) {
  return (
    <section className="importreport stack gap-2!" aria-live="polite">
      {isTaken && (
        <>
          <b>{say.taken(report.pictures, report.captions)}</b>
          <p className="small muted">{say.checking}</p>
        </>
      )}
      {report.notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
      {report.left_out.length === 0 && isTaken && <p className="small muted">{say.none}</p>}
      {report.left_out.length > 0 && (
        <>
          <b>{say.leftOut(report.left_out.length)}</b>
          <ul>
            {report.left_out.map(({ name, why }) => (
              <li key={name}>
                <span className="edge wrap-anywhere">{name}</span>
                <span className="small">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
