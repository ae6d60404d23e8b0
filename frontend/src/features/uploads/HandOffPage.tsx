/** The phone's page: no login, big buttons, photos from the roll or the camera. */
import { useQuery } from "@tanstack/react-query"
import { Camera, CheckCircle2, Images } from "lucide-react"
import { useRef, useState } from "react"
import { useParams } from "react-router"
import { words } from "#words/uploads"
import { phone as phoneQuery } from "../../api/hand-offs"
import { wordsFor } from "../../api/problem"
import { type Phone, type PhotoRole } from "../../api/shapes"
import { time } from "../../lib/format"
import { Button } from "../../ui/Button"
import { ErrorNotice } from "../../ui/ErrorNotice"
import { Logo } from "../../ui/Logo"
import { StoppedFiles } from "./StoppedFiles"
import { UploadBar } from "./UploadBar"
import { UploadTile } from "./UploadTile"
import { MOST_TILES, shownFirst } from "./use-sheet-adding"
import { useUploads } from "./use-uploads"
import "./uploads.css"

const say = words.page

export function HandOffPage() {
  const { token = "" } = useParams()
  const { data, error, refetch } = useQuery(phoneQuery(token))
  return (
    <main className="phonepage" id="main">
      <span className="phonelogo">
        <Logo />
      </span>
      {error && <ErrorNotice words={wordsFor(error)} onRetry={() => void refetch()} />}
      {data ? <Adding phone={data} token={token} /> : !error && <p className="muted">{say.loading}</p>}
    </main>
  )
}

const roleOf = ({ to }: Phone): PhotoRole => (to === "target-photos" ? "target" : "source")

function Adding({ phone, token }: { phone: Phone; token: string }) {
  const role = roleOf(phone)
  const [isConfirmed, confirm] = useState(role === "source")
  const uploads = useUploads({ subject: phone.subject, role, token, attestation: role === "target" ? words.attestation : undefined })
  const { queue, state } = uploads
  const onTheirWay = shownFirst(state.items)
  return (
    <>
      <h1 className="title">{say.title(phone.name)}</h1>
      <p className="muted">{say.sub[role]}</p>
      {role === "target" && (
        <label className="check statement">
          <input type="checkbox" checked={isConfirmed} onChange={(event) => confirm(event.target.checked)} />
          <span>{words.attestation}</span>
        </label>
      )}
      <Picks disabled={!isConfirmed} onFiles={(files) => queue.add(files)} />
      <UploadBar uploads={[uploads]} inline />
      {state.landed.files > 0 && !uploads.isBusy && <Done photos={state.landed.files} />}
      {onTheirWay.length > 0 && (
        <section aria-label={say.onTheWay} className="sheet">
          {onTheirWay.slice(0, MOST_TILES).map((item) => (
            <UploadTile key={item.id} item={item} queue={queue} />
          ))}
        </section>
      )}
      {onTheirWay.length > MOST_TILES && <p className="small muted">{words.more(onTheirWay.length - MOST_TILES)}</p>}
      <StoppedFiles items={state.items} queue={queue} />
      <p className="small muted">{say.limits(time(phone.expires_at))}</p>
    </>
  )
}

function Done({ photos }: { photos: number }) {
  return (
    <div className="phonedone" role="status">
      <CheckCircle2 className="ic pass" />
      <b>{say.added(photos)}</b>
      <span className="small muted">{say.addedBody}</span>
    </div>
  )
}

function Picks({ disabled, onFiles }: { disabled: boolean; onFiles: (files: File[]) => void }) {
  const roll = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])])
    input.value = ""
  }
  return (
    <div className="stack loose">
      <input ref={roll} type="file" accept="image/*,.heic,.heif" multiple hidden data-testid="roll" onChange={(event) => take(event.target)} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden data-testid="camera" onChange={(event) => take(event.target)} />
      <Button look="primary" size="wide" disabled={disabled} onClick={() => roll.current?.click()}>
        <Images className="ic" />
        {say.choose}
      </Button>
      <Button size="wide" disabled={disabled} onClick={() => camera.current?.click()}>
        <Camera className="ic" />
        {say.camera}
      </Button>
    </div>
  )
}
