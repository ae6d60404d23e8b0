/** The head of a page: its one h1, what it holds in words, its actions. */
import { type ReactNode, useEffect } from "react"

export function PageHead({ title, chip, sub, children, tab }: { title: string; chip?: ReactNode; sub?: ReactNode; children?: ReactNode; tab?: string }) {
  useTitle(tab ?? title)
  return (
    <div className="head">
      <div className="min-w-0">
        <h1 className="row wrap gap-3!">
          {title} {chip}
        </h1>
        {sub && <p className="sub">{sub}</p>}
      </div>
      {children && <div className="acts">{children}</div>}
    </div>
  )
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · AI Model Studio`
  }, [title])
}
