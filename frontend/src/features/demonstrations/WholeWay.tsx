/** One click from nothing to pictures of a model of one's own; gone from the page once it was seen. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Sparkles } from "lucide-react"
import { words } from "#words/demonstrations"
import { beginDemonstration, demonstration } from "../../api/demonstration"
import { wordsFor } from "../../api/problem"
import { type Demonstration } from "../../api/shapes"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Cost } from "../../ui/Cost"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Notice } from "../../ui/Notice"

const PLACES = { photos: paths.model, dataset: paths.datasets, training: paths.training, pictures: paths.pictures }
type Going = keyof typeof PLACES

const isGoing = (step: Demonstration["step"]): step is Going => step !== null && step in PLACES

export function WholeWay() {
  const { data } = useQuery(demonstration)
  if (!data?.possible || data.step === "done") return null
  return (
    <div className="mt-8 max-w-2xl">
      {isGoing(data.step) && data.model !== null ? <Now step={data.step} model={data.model} /> : <Offer showing={data} />}
    </div>
  )
}

function Now({ step, model }: { step: Going; model: string }) {
  return (
    <Notice
      title={words.going}
      icon={<Sparkles className="ic" />}
      action={
        <ButtonLink to={PLACES[step](model)} size="sm">
          {words.look[step]}
        </ButtonLink>
      }
    >
      {words.steps[step]}
    </Notice>
  )
}

function Offer({ showing }: { showing: Demonstration }) {
  const client = useQueryClient()
  const begin = useMutation({
    mutationFn: beginDemonstration,
    onSuccess: (now) => {
      client.setQueryData(demonstration.queryKey, now)
      void client.invalidateQueries({ queryKey: ["overview"] })
    },
  })
  const hasStopped = showing.step === "stopped"
  return (
    <Notice
      tone={hasStopped ? "warn" : "none"}
      title={hasStopped ? words.stopped : words.title}
      icon={hasStopped ? undefined : <Sparkles className="ic" />}
      action={
        <Button onClick={() => begin.mutate()} busy={begin.isPending && words.beginning}>
          {hasStopped ? words.again : words.begin}
          <Cost value={showing.price} />
        </Button>
      }
    >
      {hasStopped ? showing.detail : words.body(showing.minutes)}
      {begin.error && <ErrorNotice words={wordsFor(begin.error)} />}
    </Notice>
  )
}
