/** Numbers, dates and times as people read them; every one through Intl. */

const LANGUAGE = "en-GB"
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })
const two = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit" })
const day = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short" })
const dayYear = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", year: "numeric" })

export const count = (value: number): string => whole.format(value)

/** An identity distance, two decimals. */
export const distance = (value: number): string => two.format(value)

/** "+12" or "−288" with a real minus sign. */
export const signed = (value: number): string => (value < 0 ? `−${whole.format(-value)}` : `+${whole.format(value)}`)

/** "1 picture", "26 pictures"; `many` only where adding an s is wrong. */
export const plural = (value: number, one: string, many = `${one}s`): string => `${whole.format(value)} ${value === 1 ? one : many}`

export const percent = (fraction: number): string => `${Math.round(fraction * 100)} %`

/** 14.6 -> "15°" */
export const degrees = (value: number): string => `${Math.round(Math.abs(value))}°`

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

export const time = (iso: string): string => clock.format(new Date(iso))

/** "14:32" today, "20 Nov" this year, "3 Nov 2025" before. */
export function when(iso: string, now: Date = new Date()): string {
  const at = new Date(iso)
  if (isSameDay(at, now)) return clock.format(at)
  return at.getFullYear() === now.getFullYear() ? day.format(at) : dayYear.format(at)
}

/** "Today 14:32", "21 Nov 16:40". */
export function moment(iso: string, now: Date = new Date()): string {
  const at = new Date(iso)
  return isSameDay(at, now) ? `Today ${clock.format(at)}` : `${at.getFullYear() === now.getFullYear() ? day.format(at) : dayYear.format(at)} ${clock.format(at)}`
}

/** The month of a day of UTC such as 2026-11-01: "November", or "March 2025" in another year. */
export function monthOf(day: string, now: Date = new Date()): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? undefined : "numeric"
  return at.toLocaleDateString(LANGUAGE, { month: "long", year, timeZone: "UTC" })
}

export const date = (iso: string): string => dayYear.format(new Date(iso))

/** "about 5 minutes", "about 40 seconds", "under 10 seconds". */
export function duration(seconds: number): string {
  if (seconds < 10) return "under 10 seconds"
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds`
  if (seconds < 5400) return `about ${plural(Math.round(seconds / 60), "minute")}`
  return `about ${plural(Math.round(seconds / 3600), "hour")}`
}

/** Short for a small place: "2 min left". */
export function shortLeft(seconds: number): string {
  if (seconds < 10) return "seconds left"
  if (seconds < 60) return `${Math.round(seconds)} s left`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds / 3600)} h left`
}

const one = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** 9437184 -> "9 MB", 6900000000 -> "6.9 GB" */
export const megabytes = (bytes: number): string => (bytes >= 1e9 ? `${one.format(bytes / 1e9)} GB` : `${bytes < 1_000_000 ? two.format(bytes / 1e6) : whole.format(bytes / 1e6)} MB`)

export const initials = (name: string): string =>
  name
    .split(/[\s.@_-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => part[0]?.toUpperCase() ?? "")
    .join("")
