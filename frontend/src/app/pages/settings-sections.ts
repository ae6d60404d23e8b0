/** The sections of the settings, in the order of the list; each has a child route of the same name in app/routes.tsx. */
import { Keyboard, type LucideIcon, UserRound } from "lucide-react"
import { words } from "#words/settings"

export type Section = { key: string; name: string; sub: string; icon: LucideIcon }

export const SECTIONS: readonly Section[] = [
  { key: "profile", icon: UserRound, ...words.profile },
  { key: "keyboard", icon: Keyboard, ...words.keyboard },
]
