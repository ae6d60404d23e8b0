/** A caption cut into pieces: the trigger word, words about permanent looks, a word that is looked for, and all between them. */

export type Piece = { text: string; kind: "plain" | "trigger" | "looks" | "found" }
export type Span = readonly [start: number, end: number]

const WORD = /[\p{L}\p{N}_]/u
const isWhole = (text: string, [start, end]: Span) => !WORD.test(text[start - 1] ?? "") && !WORD.test(text[end] ?? "")

/** Every place where `words` stand in `text`; `whole` leaves out those inside a longer word. */
export function placesOf(text: string, words: string, { whole = false, matchCase = false } = {}): Span[] {
  if (words === "") return []
  const [inside, wanted] = matchCase ? [text, words] : [text.toLowerCase(), words.toLowerCase()]
  const found: Span[] = []
  for (let at = inside.indexOf(wanted); at >= 0; at = inside.indexOf(wanted, at + wanted.length)) {
    const span: Span = [at, at + wanted.length]
    if (!whole || isWhole(text, span)) found.push(span)
  }
  return found
}

/** The words that stand at these places, lower case and each once. */
export const wordsAt = (text: string, spans: readonly Span[]): string[] => [...new Set(spans.map(([start, end]) => text.slice(start, end).toLowerCase()))]

type Marks = { trigger: string; looks: readonly Span[]; find?: string }

/** The pieces in order; where two marks overlap, the first kind of trigger, looks, found holds. */
export function piecesOf(text: string, { trigger, looks, find = "" }: Marks): Piece[] {
  const marks: { span: Span; kind: Piece["kind"] }[] = [
    ...placesOf(text, trigger, { whole: true }).map((span) => ({ span, kind: "trigger" as const })),
    ...looks.map((span) => ({ span, kind: "looks" as const })),
    ...placesOf(text, find).map((span) => ({ span, kind: "found" as const })),
  ]
  const taken: typeof marks = []
  for (const mark of marks) if (!taken.some(({ span: [start, end] }) => mark.span[0] < end && start < mark.span[1])) taken.push(mark)
  const pieces: Piece[] = []
  let at = 0
  for (const { span, kind } of taken.sort((a, b) => a.span[0] - b.span[0])) {
    if (span[0] > at) pieces.push({ text: text.slice(at, span[0]), kind: "plain" })
    pieces.push({ text: text.slice(span[0], span[1]), kind })
    at = span[1]
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: "plain" })
  return pieces
}

/** Where words about looks stand in what is being typed, until the server has read it: those it has marked before. */
export const looksIn = (text: string, known: readonly string[]): Span[] => known.flatMap((words) => placesOf(text, words, { whole: true }))
