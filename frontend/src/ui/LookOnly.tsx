/** Stands where a form would be for somebody whose role is to look and download. */
import { Eye } from "lucide-react"
import { words } from "#words/ui"
import { Notice } from "./Notice"

export function LookOnly() {
  return (
    <Notice title={words.lookOnly} icon={<Eye className="ic" />}>
      {words.lookOnlyBody}
    </Notice>
  )
}
