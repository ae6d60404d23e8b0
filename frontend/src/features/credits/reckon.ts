/** Pictures times what each engine takes; what is no number of pictures is none. */

type Priced = { price: number; seconds: number }

export function reckon(pictures: number, engines: Priced[]): { pictures: number; price: number; seconds: number } {
  const made = Number.isFinite(pictures) && pictures > 0 ? Math.floor(pictures) : 0
  const sum = (pick: (engine: Priced) => number) => made * engines.reduce((total, engine) => total + pick(engine), 0)
  return { pictures: made, price: sum(({ price }) => price), seconds: sum(({ seconds }) => seconds) }
}
