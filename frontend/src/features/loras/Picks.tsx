/** The three choices of a new training: what it learns from, what it should become good at, what it starts from. */
import { Brush, type LucideIcon, ScanFace, Timer } from "lucide-react"
import { type ReactNode, useId } from "react"
import { words } from "#words/loras"
import { type Base, type Dataset, type LoraPreset } from "../../api/shapes"
import { cx } from "../../lib/classes"
import { megabytes } from "../../lib/format"
import { Picture } from "../../ui/Picture"

const say = words.fresh

function Section({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  const id = useId()
  return (
    <fieldset className="section pickset" aria-describedby={help ? id : undefined}>
      <legend>{title}</legend>
      {help && (
        <p className="small muted" id={id}>
          {help}
        </p>
      )}
      {children}
    </fieldset>
  )
}

type RadioProps = { name: string; value: string; on: boolean; onChoose: () => void; disabled?: boolean; className?: string; children: ReactNode }

function Radio({ name, value, on, onChoose, disabled, className, children }: RadioProps) {
  return (
    <label className={cx("choice", on && "on", disabled && "off", className)}>
      <input type="radio" name={name} value={value} checked={on} disabled={disabled} onChange={onChoose} />
      {children}
    </label>
  )
}

export function DatasetPick({ datasets, chosen, onChoose }: { datasets: Dataset[]; chosen: string | null; onChoose: (id: string) => void }) {
  return (
    <Section title={say.dataset} help={say.datasetHelp}>
      <div className="choices">
        {datasets.map(({ id, name, kept, captioned, cover }) => (
          <Radio key={id} name="dataset" value={id} on={id === chosen} onChoose={() => onChoose(id)} className="flat">
            <Picture of={cover} alt="" sizes="56px" />
            <span className="grow">
              <b className="cut block">{name}</b>
              <span className="small muted">{say.datasetOf(kept, captioned)}</span>
            </span>
          </Radio>
        ))}
      </div>
    </Section>
  )
}

const ICONS: Record<string, LucideIcon> = { likeness: ScanFace, style: Brush, quick: Timer }

export function GoalPick({ presets, chosen, onChoose }: { presets: LoraPreset[]; chosen: string; onChoose: (key: string) => void }) {
  return (
    <Section title={say.goal}>
      <div className="choices three">
        {presets.map(({ key, label, about, options }) => {
          const Icon = ICONS[key] ?? ScanFace
          return (
            <Radio key={key} name="goal" value={key} on={key === chosen} onChoose={() => onChoose(key)} className="big">
              <Icon className="ic" aria-hidden="true" />
              <b>{label}</b>
              <span className="small muted">{about}</span>
              {typeof options.steps === "number" && <span className="edge">{say.stepsOf(options.steps)}</span>}
            </Radio>
          )
        })}
      </div>
    </Section>
  )
}

export function BasePick({ bases, chosen, onChoose }: { bases: Base[]; chosen: string | null; onChoose: (key: string) => void }) {
  return (
    <Section title={say.base} help={say.baseHelp}>
      <div className="choices">
        {bases.map(({ key, label, family, resolution, size, ready, why_not, licence, where }) => (
          <Radio key={key} name="base" value={key} on={key === chosen} disabled={!ready} onChoose={() => onChoose(key)} className="flat">
            <span className="grow">
              <b className="cut block">{label}</b>
              <span className="small muted block">{say.baseFacts(family, resolution, size > 0 ? megabytes(size) : "", say.where[where])}</span>
              {ready ? licence && <span className="edge">{licence}</span> : <span className="small warn block">{why_not}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </Section>
  )
}
