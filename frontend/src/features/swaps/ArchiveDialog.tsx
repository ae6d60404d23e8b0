/** What a zip will hold and how its files are named, before it is downloaded. */
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { words } from "#words/swaps"
import { wordsFor } from "../../api/problem"
import { archiveSummary, downloadArchive, type ResultFilter } from "../../api/swaps"
import { type ArchiveFiles } from "../../api/shapes"
import { megabytes } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Toggle } from "../../ui/Field"
import { Seg } from "../../ui/Seg"

const say = words.archive

export function ArchiveDialog({ filter, ids, onClose }: { filter: ResultFilter; ids?: string[]; onClose: () => void }) {
  const [files, setFiles] = useState<ArchiveFiles>("enhanced")
  // Who looks at the rejected ones and asks for a zip means them.
  const [rejected, setRejected] = useState(filter.decision === "reject")
  const wish = { filter, ids, files, rejected }
  const { data, error, isPlaceholderData } = useQuery(archiveSummary(wish))
  return (
    <Dialog title={say.title} onClose={onClose}>
      <div className="stack gap-4!">
        <div>
          <Seg<ArchiveFiles> label={say.files} value={files} onChange={setFiles} options={(["enhanced", "swapped", "both"] as const).map((one) => [one, say.choices[one]])} />
        </div>
        <Toggle label={say.rejected} help={rejected ? say.rejectedIn : say.rejectedHelp(data?.left_out ?? 0)} checked={rejected} onChange={setRejected} />
        {error && <ErrorNotice words={wordsFor(error)} />}
        <dl className="zipfacts" aria-busy={isPlaceholderData || undefined}>
          <dt>{say.holdsLabel}</dt>
          <dd>{data ? `${words.pictures(data.pictures)}, ${say.holds(data.files, megabytes(data.bytes))}` : say.counting}</dd>
          <dt>{say.pattern}</dt>
          <dd className="mono wrap-anywhere">{data?.pattern}</dd>
          {data?.example && (
            <>
              <dt>{say.example}</dt>
              <dd className="mono wrap-anywhere">{data.example}</dd>
            </>
          )}
        </dl>
        {data?.files === 0 && <p className="help">{say.nothing}</p>}
        <div className="row resultacts">
          <Button onClick={onClose}>{say.cancel}</Button>
          <Button
            look="primary"
            disabled={!data || data.files === 0 || isPlaceholderData}
            onClick={() => {
              downloadArchive(wish)
              onClose()
            }}
          >
            {say.start}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
