/** Buttons and links that look like them; a button that costs carries its price. */
import { type ButtonHTMLAttributes, type ReactNode } from "react"
import { Link, type LinkProps } from "react-router"
import { cx } from "../lib/classes"

type Look = { look?: "primary" | "plain" | "bare" | "danger"; size?: "sm" | "sq" | "wide" | "sm sq" }

const classes = (look: Look["look"] = "plain", size: Look["size"] = undefined, more?: string) => cx("btn", look, size, more)

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { busy?: string | false; children: ReactNode }

/** `busy` is the verb shown while it works ("Starting"); the button then does nothing. */
export function Button({ look, size, busy, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} disabled={disabled || Boolean(busy)} aria-busy={busy ? true : undefined} className={classes(look, size, cx(busy && "busy", className))}>
      {busy || children}
    </button>
  )
}

export function ButtonLink({ look, size, className, ...rest }: LinkProps & Look) {
  return <Link {...rest} className={classes(look, size, className)} />
}

/** A plain link to a file, so that the browser downloads it. */
export function DownloadLink({ href, look, size, className, children, name, label }: Look & { href: string; className?: string; children: ReactNode; name?: string; label?: string }) {
  return (
    <a href={href} download={name ?? true} aria-label={label} className={classes(look, size, className)}>
      {children}
    </a>
  )
}
