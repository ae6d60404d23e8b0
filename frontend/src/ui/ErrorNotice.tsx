/** A notice for what could not be loaded or done, with the way to try again. */
import { words as uiWords } from "#words/ui"
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
            {uiWords.tryAgain}
          </Button>
        )
      }
    >
      {words.body}
    </Notice>
  )
}
