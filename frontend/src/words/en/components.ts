/** The words of the page that shows every part in its states, in English. */

export const words = {
  title: "Parts",
  sub: "Every part in its states, as the pages use them.",
  sheet: "A sheet of any length",
  sheetSub: "Arrows move, Space chooses, Shift draws a range, Ctrl A takes all.",
  chosen: (count: string) => `${count} chosen`,
  frame: (n: number) => `s${n}`,
}
