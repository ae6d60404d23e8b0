/** Every engine of the installation with its switch, for the operator; what keeps people safe has none. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Lock } from "lucide-react"
import { words } from "#words/engines"
import { switchEngine, switches as switchesQuery } from "../../api/operator"
import { wordsFor } from "../../api/problem"
import { type EngineSwitch } from "../../api/shapes"
import { moment } from "../../lib/format"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Toggle } from "../../ui/Field"
import { toast } from "../../ui/toast"

export function Switches() {
  const client = useQueryClient()
  const list = useQuery(switchesQuery)
  const put = (one: EngineSwitch) => client.setQueryData<EngineSwitch[]>(["operator", "engines"], (all) => all?.map((other) => (other.key === one.key ? one : other)))
  const turn = useMutation({
    mutationFn: ({ engine, isOn }: { engine: EngineSwitch; isOn: boolean }) => switchEngine(engine.key, isOn),
    onMutate: ({ engine, isOn }) => put({ ...engine, is_on: isOn }),
    onError: (_, { engine }) => put(engine),
    onSuccess: (now, { engine }) => {
      put(now)
      void client.invalidateQueries({ queryKey: ["engines"] })
      toast(now.is_on ? words.switches.on(now.label) : words.switches.off(now.label), { undo: () => turn.mutate({ engine: now, isOn: engine.is_on }) })
    },
  })
  const failed = list.error ?? turn.error
  return (
    <section aria-labelledby="h-engines">
      <h2 id="h-engines">{words.switches.title}</h2>
      <p className="muted mb-3">{words.switches.sub}</p>
      {failed && <ErrorNotice words={wordsFor(failed)} onRetry={() => void list.refetch()} />}
      {list.isPending && <span className="skel late block h-40" role="status" aria-label={words.switches.loading} />}
      <ul className="rows">
        {list.data?.toSorted(switchableFirst).map((engine) => (
          <li key={engine.key}>
            {engine.may_be_switched ? (
              <div className="grow">
                <Toggle label={engine.label} help={help(engine)} checked={engine.is_on} onChange={(isOn) => turn.mutate({ engine, isOn })} />
              </div>
            ) : (
              <>
                <Lock className="ic mx-2" />
                <span className="grow">
                  {engine.label}
                  <span className="help block">{`${engine.does_label}. ${words.switches.always}`}</span>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const switchableFirst = (one: EngineSwitch, other: EngineSwitch) => Number(other.may_be_switched) - Number(one.may_be_switched)

function help({ does_label, runs_on, changed_at, changed_by }: EngineSwitch): string {
  const what = `${does_label}, ${words.where[runs_on]}.`
  return changed_at && changed_by ? `${what} ${words.switches.by(changed_by, moment(changed_at))}.` : what
}
