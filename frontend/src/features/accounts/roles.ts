/** The roles in the order of what they may do. */
import { words } from "#words/accounts"
import { type MemberRole } from "../../api/shapes"

const ORDER: readonly MemberRole[] = ["owner", "editor", "viewer"]
export const ROLES = ORDER.map((role) => [role, words.roles[role].name] as const)
