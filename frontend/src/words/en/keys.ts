/** The words of the keyboard map, in English. */

export const words = {
  title: "Keyboard",
  everywhere: "Everywhere",
  palette: "Search and commands",
  models: "Go to models",
  runs: "Go to runs",
  credits: "Go to credits",
  model: "A model",
  modelSettings: "Settings of the model",
  map: "Show the keys",
  undo: "Undo",
  close: "Close",
  single: "Single letters are commands",
  singleHelp: "Off: only keys with Ctrl work. Kept in this browser.",
  sub: "What each key does here. Each page adds its own: press ? there.",
}
