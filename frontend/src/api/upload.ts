/** Sends one file with its progress; XMLHttpRequest because fetch cannot report how much was sent. */
import { csrfToken, problemFrom } from "./client"
import { Problem } from "./problem"
import { type Photo, type PhotoRole } from "./shapes"

export type Upload = { done: Promise<Photo>; stop: () => void }
export type UploadPhoto = (file: File, onSent: (fraction: number) => void) => Upload

/** Uploads to the source or target photos of a subject; `onSent` gets 0 to 1. */
export function uploadTo(subject: string, role: PhotoRole, attestation: string): UploadPhoto {
  return (file, onSent) => {
    const request = new XMLHttpRequest()
    const done = new Promise<Photo>((resolve, reject) => {
      request.open("POST", `/api/subjects/${subject}/${role}-photos/`)
      request.setRequestHeader("X-CSRFToken", csrfToken())
      request.setRequestHeader("Accept", "application/json")
      request.upload.onprogress = (event) => event.lengthComputable && onSent(event.loaded / event.total)
      request.onload = () => {
        if (request.status < 300) resolve(JSON.parse(request.responseText) as Photo)
        else reject(problemFrom(request.status, request.responseText))
      }
      request.onerror = () => reject(new Problem("offline", 0, ""))
      request.onabort = () => reject(new Problem("stopped", 0, "Stopped before it arrived. It cost nothing."))
      const form = new FormData()
      form.append("file", file)
      if (role === "target" && attestation) form.append("attestation", attestation)
      request.send(form)
    })
    return { done, stop: () => request.abort() }
  }
}
