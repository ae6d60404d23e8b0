/** Shows the code that a phone scans, and counts what arrives. */
import { useMutation, useQuery } from "@tanstack/react-query"
import { Check, Smartphone } from "lucide-react"
import { useEffect, useEffectEvent, useState } from "react"
import { words } from "#words/uploads"
import { endHandOff, handOff, makeHandOff } from "../../api/hand-offs"
import { wordsFor } from "../../api/problem"
import { type PhotoRole, type ShownHandOff } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { time } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Notice } from "../../ui/Notice"
import { Seg } from "../../ui/Seg"
import { QrCode } from "./QrCode"
import "./uploads.css"

type Props = { subject: string; onClose: () => void }
const say = words.phone
const LAN = "./studio up --lan"

export function HandOffDialog({ subject, onClose }: Props) {
  const [role, setRole] = useState<PhotoRole>("source")
  const made = useMutation({ mutationFn: (wanted: PhotoRole) => makeHandOff(subject, wanted) })
  const show = useEffectEvent((wanted: PhotoRole) => {
    // A code that nobody scanned ends when another takes its place.
    if (made.data) void endHandOff(made.data.id)
    made.mutate(wanted)
  })
  useEffect(() => show(role), [role])
  return (
    <Dialog title={say.title} onClose={onClose} wide>
      <p className="muted">{say.body}</p>
      <div className="row wrap">
        <span className="small muted">{say.where}</span>
        <Seg label={say.where} options={say.roles} value={role} onChange={setRole} />
      </div>
      {made.error && <ErrorNotice words={wordsFor(made.error)} onRetry={() => made.mutate(role)} />}
      {made.data ? <Code key={made.data.id} code={made.data} onAgain={() => made.mutate(role)} /> : !made.error && <p className="muted" role="status">{say.making}</p>}
      <div className="row between">
        {made.data && <EndButton id={made.data.id} onEnded={onClose} />}
        <Button className="push" onClick={onClose}>
          {say.close}
        </Button>
      </div>
    </Dialog>
  )
}

function EndButton({ id, onEnded }: { id: string; onEnded: () => void }) {
  return (
    <Button look="bare" onClick={() => void endHandOff(id).finally(onEnded)}>
      {say.end}
    </Button>
  )
}

/** True from the moment at which a code ends. */
function useIsOver(until: string): boolean {
  const [isOver, end] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => end(true), new Date(until).getTime() - Date.now())
    return () => clearTimeout(timer)
  }, [until])
  return isOver
}

function Code({ code, onAgain }: { code: ShownHandOff; onAgain: () => void }) {
  const { data } = useQuery({ ...handOff(code.id), initialData: code })
  const isOver = useIsOver(code.expires_at)
  if (isOver || data.revoked) {
    return <Notice title={say.over} action={<Button onClick={onAgain}>{say.again}</Button>} live />
  }
  return (
    <>
      {!code.reachable && (
        <Notice tone="warn" title={say.unreachable}>
          {say.unreachableBody[0]}
          <span className="mono">{LAN}</span>
          {say.unreachableBody[1]}
        </Notice>
      )}
      <div className="handoff-code">
        <QrCode of={code.url} label={say.code} />
        <div className="stack loose min-w-0">
          <p className="row" role="status">
            {data.landed > 0 ? <Check className="ic pass" /> : <Smartphone className={cx("ic", !data.opened && "muted")} />}
            <b>{data.landed > 0 ? say.landed(data.landed) : data.opened ? say.connected : say.waitingForPhone}</b>
          </p>
          <p className="small muted">{say.goodUntil(time(code.expires_at))}</p>
          <p className="small muted">{say.orOpen}</p>
          <p className="mono small handoff-url">{code.url}</p>
        </div>
      </div>
    </>
  )
}
