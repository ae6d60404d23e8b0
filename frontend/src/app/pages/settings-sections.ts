/** The sections of the settings, in the order of the list; each has a child route of the same name in app/routes.tsx. */
import { Bell, Building2, Keyboard, KeyRound, type LucideIcon, Server, UserRound, UsersRound } from "lucide-react"
import { words } from "#words/settings"

export type Section = { key: string; name: string; sub: string; icon: LucideIcon; isFor?: "operators" }

export const SECTIONS: readonly Section[] = [
  { key: "profile", icon: UserRound, ...words.profile },
  { key: "workspace", icon: Building2, ...words.workspace },
  { key: "members", icon: UsersRound, ...words.members },
  { key: "keys", icon: KeyRound, ...words.keys },
  { key: "notifications", icon: Bell, ...words.notifications },
  { key: "keyboard", icon: Keyboard, ...words.keyboard },
  { key: "operator", icon: Server, isFor: "operators", ...words.operator },
]
