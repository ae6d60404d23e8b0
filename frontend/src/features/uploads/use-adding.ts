/** Adds files to the two sheets of a model, and asks once whether targets may be used. */
import { useState } from "react"
import { words } from "#words/uploads"
import { type PhotoRole } from "../../api/shapes"
import { useUploads } from "./use-uploads"

/** Adds files to a sheet; the first targets of a sitting wait until their use is confirmed. */
export function useAdding(subjectId: string) {
  const name = `targets-attested-${subjectId}`
  const [isAttested, attest] = useState(() => sessionStorage.getItem(name) !== null)
  const [held, hold] = useState<File[]>([])
  const source = useUploads({ subject: subjectId, role: "source" })
  const target = useUploads({ subject: subjectId, role: "target", attestation: words.attestation })
  const add = (role: PhotoRole, files: File[]) => {
    if (role === "target" && !isAttested) hold(files)
    else (role === "source" ? source : target).queue.add(files)
  }
  const confirm = () => {
    sessionStorage.setItem(name, "yes")
    attest(true)
    target.queue.add(held)
    hold([])
  }
  return { source, target, add, held, confirm, drop: () => hold([]) }
}
