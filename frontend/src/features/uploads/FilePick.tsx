/** The browser's file chooser, opened by any button of a sheet. */
import { type RefObject } from "react"

export const ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif,.zip"

type Props = { input: RefObject<HTMLInputElement | null>; onFiles: (files: File[]) => void; testId?: string }

export function FilePick({ input, onFiles, testId }: Props) {
  return (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      accept={ACCEPT}
      data-testid={testId}
      onClick={(event) => event.stopPropagation()}
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])])
        event.target.value = ""
      }}
    />
  )
}
