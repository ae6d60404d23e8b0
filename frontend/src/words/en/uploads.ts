/** What uploading says, in English. */
import { percent, plural } from "../../lib/format"

export const words = {
  letGo: (files: number) => (files > 0 ? `Let go to add ${plural(files, "photo")}` : "Let go to add"),
  becomes: {
    source: "Each becomes a source. JPEG, PNG, WebP or HEIC, up to 25 MB.",
    target: "Each becomes a target. JPEG, PNG, WebP or HEIC, up to 25 MB.",
  },
  upload: "Upload",
  waiting: "Waiting",
  queued: "queued",
  up: "up",
  checkingFile: "Checking the file",
  uploaded: (fraction: number) => `${percent(fraction)} uploaded`,
  uploadOf: (name: string) => `Upload of ${name}`,
  duplicate: "Added already. This file is in the list. It was not sent twice.",
  retry: "Retry",
  takeOff: (name: string) => `Take ${name} off the list`,
  total: (files: number, done: number) => `Uploading ${plural(files, "photo")}, ${done} there`,
  allUploads: "All uploads",
  fraction: percent,
  attestTitle: "May you use these photos?",
  attestBody: (files: number) => `A target shows somebody else. What you confirm is recorded with ${plural(files, "photo")} and with every target you add to this model.`,
  attestation: "I took these photos or have the right to use them, and every person shown in them has agreed to this use.",
  notNow: "Not now",
  confirmAndAdd: "I confirm, add them",
}
