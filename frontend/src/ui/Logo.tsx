/** The mark of the studio: a register mark, as on a contact sheet. */

export function Logo() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" aria-hidden="true">
      <circle cx="12" cy="12" r="6.2" />
      <path d="M12 1.5v21M1.5 12h21" />
      <circle cx="12" cy="12" r="2.2" fill="var(--mark-fill)" stroke="none" />
    </svg>
  )
}
