/** The words of the keyboard map, in English. */

export const words = {
  title: "Keyboard",
  everywhere: "Everywhere",
  models: "Go to models",
  runs: "Go to runs",
  credits: "Go to credits",
  map: "Show this list",
  undo: "Undo",
  close: "Close",
}
