/** A field: label above, help or what is wrong below, tied together for screen readers. */
import { type InputHTMLAttributes, type ReactNode, useId } from "react"

type Ids = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }

export function Field({ label, help, error, aside, children }: { label: string; help?: ReactNode; error?: string | null; aside?: ReactNode; children: (ids: Ids) => ReactNode }) {
  const id = useId()
  const helpId = `${id}-help`
  const hasHelp = Boolean(error || help)
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {aside}
      </label>
      {children({ id, "aria-describedby": hasHelp ? helpId : undefined, "aria-invalid": error ? true : undefined })}
      {hasHelp && (
        <p className={error ? "help refuse" : "help"} id={helpId}>
          {error || help}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, help, error, ...input }: { label: string; help?: ReactNode; error?: string | null } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => <input className="input" {...input} {...ids} />}
    </Field>
  )
}

export function Toggle({ label, help, checked, onChange, disabled }: { label: string; help?: ReactNode; checked: boolean; onChange: (on: boolean) => void; disabled?: boolean }) {
  const id = useId()
  return (
    <label className="toggle">
      <input type="checkbox" role="switch" checked={checked} disabled={disabled} aria-describedby={help ? id : undefined} onChange={(event) => onChange(event.target.checked)} />
      <span className="grow">
        {label}
        {help && (
          <span className="help block" id={id}>
            {help}
          </span>
        )}
      </span>
    </label>
  )
}
