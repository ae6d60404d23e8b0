/** What the notices say, in English. */
import { count } from "../../lib/format"

export const words = {
  bell: (unread: number) => (unread > 0 ? `Notices, ${count(unread)} not read` : "Notices"),
  badge: (unread: number) => (unread > 9 ? "9+" : count(unread)),
  title: "Notices",
  readAll: "Mark all read",
  unread: "Not read",
  none: "Nothing yet. When a run longer than a minute ends or fails, it is told here.",
  loading: "Loading the notices",
  how: "How you are told",
  settings: {
    title: "Notifications",
    sub: "What you are told when a run longer than a minute ends, or one fails.",
    inPage: "In the page",
    inPageHelp: "Behind the bell at the top, on every page.",
    byEmail: "By e-mail",
    byEmailHelp: (address: string) => `One letter a run, to ${address}.`,
    noServer: "Off, because this studio has no mail server. Its operator sets STUDIO_EMAIL_URL.",
    saved: "Notifications saved",
  },
}
