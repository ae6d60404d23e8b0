/** Keys that make a costly request safe to repeat. */

/** A random key; works on plain http too, where crypto.randomUUID does not exist. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** Gives the same key for the same words, and a new one as soon as the words change. */
export function keyKeeper(fresh: () => string = freshKey): (words: string) => string {
  let kept: { words: string; key: string } | null = null
  return (words) => {
    if (kept?.words !== words) kept = { words, key: fresh() }
    return kept.key
  }
}
