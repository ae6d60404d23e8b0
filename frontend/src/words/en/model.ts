/** What the page of a model says around its photos, in English. */

export const words = {
  kind: { real: "Real person", synthetic: "Synthetic person" },
  triggerWord: "trigger word",
  about: (name: string) => `About ${name}`,
  newSwap: "New swap",
  needsBoth: "A swap needs a source and a target that can be used.",
  runs: "Runs",
  noRuns: "None yet. A swap shows its price before it starts.",
}
