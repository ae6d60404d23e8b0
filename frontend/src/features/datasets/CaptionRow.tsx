/** One picture and its caption: written here, marked, with what is wrong and its fix, who wrote it, whether it is saved. */
import { AlertTriangle, Check, CloudOff, RefreshCw, Undo2, X } from "lucide-react"
import { memo, type Ref, useId } from "react"
import { words } from "#words/datasets"
import { type DatasetItem, type CaptionFault } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { Button } from "../../ui/Button"
import { Chip } from "../../ui/Chip"
import { Picture } from "../../ui/Picture"
import { countWords } from "./caption-words"
import { CaptionField } from "./CaptionField"
import { looksIn, piecesOf, wordsAt } from "./pieces"
import { type Draft } from "./saving"
import { type Desk } from "./use-caption-desk"
import { useDraft } from "./use-drafts"

const say = words.row

type Props = { item: DatasetItem; desk: Desk; at: number; of: number; isActive: boolean; mayWrite: boolean; find: string; style?: React.CSSProperties; ref?: Ref<HTMLLIElement> }

export const CaptionRow = memo(function CaptionRow({ item, desk, at, of, isActive, mayWrite, find, style, ref }: Props) {
  const { draft, isSavedHere, drafts } = useDraft(desk.dataset, item.id)
  const text = draft?.words ?? item.caption
  const helpId = useId()
  // The server's marks hold for the caption it has read; while somebody types, the words it has marked before are known again.
  const looks = draft ? looksIn(text, [...wordsAt(item.caption, item.looks), ...desk.looks]) : item.looks
  const standing = draft?.standing ?? (isSavedHere ? "saved" : null)
  return (
    <li ref={ref} style={style} className={cx("cap-row", isActive && "is-on", !item.kept && "out")} data-item={item.id} data-index={at} aria-setsize={of} aria-posinset={at + 1} onFocus={() => desk.look(item.id)}>
      <Thumb item={item} isActive={isActive} onLook={() => desk.look(item.id)} />
      <div className="min-w-0">
        <CaptionField
          number={item.number}
          value={text}
          pieces={piecesOf(text, { trigger: desk.trigger, looks, find })}
          isReadOnly={!mayWrite}
          describedBy={helpId}
          onType={(value) => drafts.type(item.id, value, item)}
          onLeave={() => drafts.flush(item.id)}
          onDone={() => {
            drafts.flush(item.id)
            desk.focus(item.id, "picture")
          }}
        />
        <div className="lint" id={helpId}>
          {item.kept && <Findings item={item} desk={desk} mayWrite={mayWrite} isTyping={draft !== undefined} />}
          <span className="edge">{say.count(countWords(text))}</span>
        </div>
        {draft?.theirs && <Both draft={draft} theirs={draft.theirs.caption} onChoose={(whose) => drafts.choose(item.id, whose)} />}
      </div>
      <div className="who">
        <span>{item.kept ? authorOf(item) : say.out(authorOf(item))}</span>
        {standing && <Standing standing={standing} why={draft?.why} />}
        {mayWrite && <Decision item={item} onDecide={(kept) => desk.decide(item, kept)} />}
      </div>
    </li>
  )
})

function authorOf({ author, captioner_label }: DatasetItem): string {
  return author === "engine" ? captioner_label || say.engine : say.by[author]
}

function Thumb({ item, isActive, onLook }: { item: DatasetItem; isActive: boolean; onLook: () => void }) {
  const more = [!item.kept && say.rejected, item.state === "pending" && say.checking, item.quality !== null && say.quality(item.quality)].filter((part) => part !== false)
  return (
    <button type="button" className="capture tile" data-part="picture" tabIndex={isActive ? 0 : -1} aria-label={say.picture(item.number, more)} aria-pressed={isActive} onClick={onLook}>
      <span className="frame">
        <Picture of={item.picture} alt="" sizes="84px" />
        {item.state === "pending" && <span className="tags"><span className="tag">{say.checking}</span></span>}
      </span>
      <span className="capnumber edge" aria-hidden="true">
        {item.number}
      </span>
    </button>
  )
}

function Findings({ item, desk, mayWrite, isTyping }: { item: DatasetItem; desk: Desk; mayWrite: boolean; isTyping: boolean }) {
  return (
    <>
      {item.lint.map((found) => (
        <FindingChip key={found.fault} found={found} model={desk.model} onFix={mayWrite && !isTyping ? () => desk.fix(item, found) : undefined} />
      ))}
      {item.withheld && <Chip tone="warn">{item.withheld}</Chip>}
      {item.below_gate && item.quality !== null && <Chip tone="warn">{say.low(item.quality, (words.scores[item.weakest] ?? "").toLowerCase())}</Chip>}
    </>
  )
}

function FindingChip({ found: { fault, sentence, words: said }, model, onFix }: { found: CaptionFault; model: string; onFix: (() => void) | undefined }) {
  return (
    <>
      <Chip tone="warn">{say.faultOf[fault](said, sentence, model)}</Chip>
      {onFix && (
        <Button look="bare" size="sm" onClick={onFix}>
          {say.fixes[fault]}
        </Button>
      )}
    </>
  )
}

const SHAPES = { saved: Check, saving: RefreshCw, typing: RefreshCw, unsaved: CloudOff, moved: AlertTriangle }
const TONES = { saved: "pass", saving: "muted", typing: "muted", unsaved: "warn", moved: "warn" }

function Standing({ standing, why }: { standing: keyof typeof SHAPES; why: string | undefined }) {
  const Shape = SHAPES[standing]
  return (
    <span className={cx("row", TONES[standing])} title={why} data-standing={standing}>
      <Shape className="ic" />
      {say[standing]}
    </span>
  )
}

function Decision({ item, onDecide }: { item: DatasetItem; onDecide: (kept: boolean) => void }) {
  if (!item.kept) {
    return (
      <Button size="sm" aria-label={say.takeBackOf(item.number)} onClick={() => onDecide(true)}>
        <Undo2 className="ic" />
        {say.takeBack}
      </Button>
    )
  }
  return (
    <Button look="bare" size="sm sq" aria-label={say.rejectOf(item.number)} title={say.reject} onClick={() => onDecide(false)}>
      <X className="ic" />
    </Button>
  )
}

/** Two windows wrote the same caption: both stand here, and one is chosen. */
function Both({ draft, theirs, onChoose }: { draft: Draft; theirs: string; onChoose: (whose: "mine" | "theirs") => void }) {
  return (
    <div className="notice warn bothcaptions" role="group" aria-label={say.both}>
      <AlertTriangle className="ic" />
      <div className="stack min-w-0 gap-2!">
        <b>{say.both}</b>
        <dl>
          <dt>{say.mine}</dt>
          <dd>{draft.words}</dd>
          <dt>{say.theirs}</dt>
          <dd>{theirs}</dd>
        </dl>
        <div className="row wrap">
          <Button size="sm" onClick={() => onChoose("mine")}>
            {say.keepMine}
          </Button>
          <Button size="sm" onClick={() => onChoose("theirs")}>
            {say.takeTheirs}
          </Button>
        </div>
      </div>
    </div>
  )
}
