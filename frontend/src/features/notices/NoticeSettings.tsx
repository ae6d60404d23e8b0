/** How a member is told when long work ends. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { prefer, preference } from "../../api/notices"
import { wordsFor } from "../../api/problem"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Toggle } from "../../ui/Field"
import { PageHead } from "../../ui/PageHead"
import { toast } from "../../ui/toast"
import { words } from "#words/notices"

const SAY = words.settings

export function NoticeSettings() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(preference)
  const key = preference.queryKey
  const save = useMutation({
    mutationFn: prefer,
    onMutate: (chosen) => {
      const before = client.getQueryData(key)
      if (before) client.setQueryData(key, { ...before, ...chosen })
      return { before }
    },
    onError: (_, __, shown) => client.setQueryData(key, shown?.before),
    onSuccess: (now) => {
      client.setQueryData(key, now)
      toast(SAY.saved)
    },
  })
  return (
    <>
      <PageHead title={SAY.title} sub={SAY.sub} />
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {data && (
        <div className="stack loose">
          <Toggle label={SAY.inPage} help={SAY.inPageHelp} checked={data.in_page} onChange={(in_page) => save.mutate({ in_page })} />
          <Toggle
            label={SAY.byEmail}
            help={data.can_email ? SAY.byEmailHelp(data.email) : SAY.noServer}
            checked={data.can_email && data.by_email}
            disabled={!data.can_email}
            onChange={(by_email) => save.mutate({ by_email })}
          />
          {save.error && <ErrorNotice words={wordsFor(save.error)} />}
        </div>
      )}
    </>
  )
}
