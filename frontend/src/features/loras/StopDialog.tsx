/** Stopping a training: what is kept, what it costs, what comes back; the safe answer first. */
import { words } from "#words/loras"
import { type Run } from "../../api/shapes"
import { count } from "../../lib/format"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { Facts } from "../../ui/Facts"
import { comesBack } from "./training-words"

const say = words.stop

type Props = { run: Run; done: number; steps: number; onClose: () => void; onStop: () => void }

export function StopDialog({ run, done, steps, onClose, onStop }: Props) {
  return (
    <Dialog title={say.title(done)} onClose={onClose}>
      <p className="muted">{say.body}</p>
      <Facts
        facts={[
          [say.held, count(run.price - run.captured - run.released)],
          [say.charged, count(run.captured)],
          [say.back, count(comesBack(run, done, steps)), { sum: true, tone: "pass" }],
        ]}
      />
      <div className="row">
        <Button className="grow" autoFocus onClick={onClose}>
          {say.goOn}
        </Button>
        <Button
          look="danger"
          className="grow"
          onClick={() => {
            onStop()
            onClose()
          }}
        >
          {say.verb}
        </Button>
      </div>
    </Dialog>
  )
}
