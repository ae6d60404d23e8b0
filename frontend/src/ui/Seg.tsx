/** A segment: one of a few views. */

type Props<T extends string> = { label: string; options: readonly (readonly [T, string])[]; value: T; onChange: (value: T) => void; disabled?: readonly T[] }

export function Seg<T extends string>({ label, options, value, onChange, disabled = [] }: Props<T>) {
  return (
    <span className="seg" role="group" aria-label={label}>
      {options.map(([key, words]) => (
        <button key={key} type="button" aria-pressed={value === key} disabled={disabled.includes(key)} onClick={() => onChange(key)}>
          {words}
        </button>
      ))}
    </span>
  )
}
