/** The pencilled ring around a picture that is kept. */
export const Ring = () => (
  <svg className="pencil" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    <path d="M18 9 C45 2 78 4 92 20 C102 36 100 72 88 88 C70 101 28 100 11 86 C-1 68 0 30 13 14 C24 4 48 3 66 6" />
  </svg>
)
