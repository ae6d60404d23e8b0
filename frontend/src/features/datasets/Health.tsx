/** What is known of the dataset as a whole: advice, coverage, the words used most, the caption rule, the versions. */
import { useState } from "react"
import { words } from "#words/datasets"
import { type DatasetDetail, type DatasetItem, type Subject } from "../../api/shapes"
import { Button } from "../../ui/Button"
import { AdviceBlock } from "./AdviceBlock"
import { wordsUsed } from "./caption-words"
import { CoverageBlock } from "./CoverageBlock"
import { RuleDialog } from "./RuleDialog"
import { Versions } from "./Versions"

const say = words.health
const MOST = 6

type Props = { subject: Subject; detail: DatasetDetail; items: DatasetItem[]; mayWrite: boolean; word: string; onWord: (word: string) => void; onLook: (id: string) => void }

export function Health({ subject, detail, items, mayWrite, word, onWord, onLook }: Props) {
  const [isRuling, rule] = useState(false)
  return (
    <>
      {items.length > 0 && (
        <>
          <AdviceBlock advice={detail.advice} gate={detail.gate} items={items} onLook={onLook} />
          <CoverageBlock advice={detail.advice} />
          <WordsBlock items={items} trigger={detail.trigger} word={word} onWord={onWord} />
        </>
      )}
      <section className="slip" aria-labelledby="h-rule">
        <header>
          <h2 id="h-rule">{say.rule}</h2>
          {mayWrite && (
            <Button look="bare" size="sm" onClick={() => rule(true)}>
              {say.change}
            </Button>
          )}
        </header>
        <p className="mono muted wrap-anywhere">{detail.template}</p>
        <p className="help">{say.ruleHelp(subject.name, detail.describe_identity)}</p>
      </section>
      <Versions detail={detail} mayWrite={mayWrite} />
      {isRuling && <RuleDialog detail={detail} model={subject.name} onClose={() => rule(false)} />}
    </>
  )
}

/** A click shows the captions with these words; another one shows all again. */
function WordsBlock({ items, trigger, word, onWord }: { items: DatasetItem[]; trigger: string; word: string; onWord: (word: string) => void }) {
  const [isAll, showAll] = useState(false)
  const used = wordsUsed(items, trigger)
  const most = used[0]?.count ?? 1
  return (
    <section className="slip" aria-labelledby="h-words">
      <header>
        <h2 id="h-words">{say.words}</h2>
        {used.length > MOST && (
          <button type="button" className="link small" aria-expanded={isAll} onClick={() => showAll(!isAll)}>
            {isAll ? say.fewer : say.all(used.length)}
          </button>
        )}
      </header>
      {used.length === 0 && <p className="help">{say.noWords}</p>}
      <ul className="freq" data-all={isAll || undefined}>
        {(isAll ? used : used.slice(0, MOST)).map((one) => (
          <li key={one.words}>
            <button type="button" aria-pressed={one.words === word} title={say.only(one.words, one.count)} onClick={() => onWord(one.words === word ? "" : one.words)}>
              <span className="cut">{one.words}</span>
              <span className="bar">
                <i style={{ width: `${(100 * one.count) / most}%` }} />
              </span>
              <span className="n">{one.count}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
