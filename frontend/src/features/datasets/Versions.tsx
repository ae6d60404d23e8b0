/** The versions that were frozen of a dataset, each with its hash and its zip; freezing another one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Download, Snowflake } from "lucide-react"
import { words } from "#words/datasets"
import { freezeDataset, pairsUrl, versions as versionsQuery } from "../../api/datasets"
import { wordsFor } from "../../api/problem"
import { type DatasetDetail, type DatasetVersion } from "../../api/shapes"
import { when } from "../../lib/format"
import { Button, DownloadLink } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { toast } from "../../ui/toast"

const say = words.health

export function Versions({ detail, mayWrite }: { detail: DatasetDetail; mayWrite: boolean }) {
  const client = useQueryClient()
  const all = useQuery({ ...versionsQuery(detail.id), throwOnError: false }).data
  const freezing = useMutation({
    mutationFn: () => freezeDataset(detail.id),
    onSuccess: ({ version, warnings }) => {
      toast([all?.some((one) => one.version === version) ? say.same(version) : say.frozen(version), ...warnings].join(". "))
      for (const key of ["dataset-versions", "dataset"]) void client.invalidateQueries({ queryKey: [key, detail.id] })
    },
  })
  if (detail.counts.all === 0 && !all?.length) return null
  return (
    <section className="slip" aria-labelledby="h-versions">
      <header>
        <h2 id="h-versions">{say.versions}</h2>
      </header>
      {all?.length === 0 && <p className="help">{say.noVersions}</p>}
      {all && all.length > 0 && (
        <ul className="versionlist">
          {all.map((version) => (
            <One key={version.id} dataset={detail.id} version={version} />
          ))}
        </ul>
      )}
      {freezing.error && <ErrorNotice words={wordsFor(freezing.error)} />}
      {mayWrite && (
        <p>
          <Button size="sm" busy={freezing.isPending && say.freezing} onClick={() => freezing.mutate()}>
            <Snowflake className="ic" />
            {say.freeze}
          </Button>
        </p>
      )}
    </section>
  )
}

function One({ dataset, version: { version, hash, pictures, created_at } }: { dataset: string; version: DatasetVersion }) {
  return (
    <li>
      <span className="stack gap-0! min-w-0">
        <b>{say.version(version)}</b>
        <span className="small muted">
          {words.pictures(pictures)}, {when(created_at)}
        </span>
        <span className="edge" title={hash}>
          {say.hash(hash)}
        </span>
      </span>
      <DownloadLink look="bare" size="sm sq" href={pairsUrl(dataset, version)} label={say.download(version)}>
        <Download className="ic" />
      </DownloadLink>
    </li>
  )
}
