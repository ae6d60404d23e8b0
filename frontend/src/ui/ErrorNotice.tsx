/** A notice for what could not be loaded or done, with the way to try again. */
import { Button } from "./Button"
import { Notice } from "./Notice"

export function ErrorNotice({ words, onRetry }: { words: { title: string; body: string }; onRetry?: () => void }) {
  return (
    <Notice
      tone="refuse"
      title={words.title}
      live
      action={
        onRetry && (
          <Button size="sm" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {words.body}
    </Notice>
  )
}
