/** The button that hands the adding of photos to a phone. */
import { Smartphone } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { words } from "#words/uploads"
import { Button } from "../../ui/Button"

const HandOffDialog = lazy(async () => ({ default: (await import("./HandOffDialog")).HandOffDialog }))

export function AddFromPhone({ subject }: { subject: string }) {
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button className="desktop" onClick={() => open(true)}>
        <Smartphone className="ic" />
        {words.phone.add}
      </Button>
      {isOpen && (
        <Suspense>
          <HandOffDialog subject={subject} onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  )
}
