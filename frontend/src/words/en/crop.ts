/** The words of cropping and turning, in English. */
import { count } from "../../lib/format"

export const words = {
  cancel: "Cancel",
  cropping: "Crop and turn",
  turnLeft: "Turn left",
  turnRight: "Turn right",
  ratio: "Shape",
  ratios: { free: "Free", "1:1": "1:1", "4:5": "4:5", "2:3": "2:3", "3:4": "3:4", "16:9": "16:9" },
  reset: "Whole picture",
  restore: "Back to the original",
  apply: "Use this part",
  applying: "Making it",
  cropBox: "The part that is kept. Arrows move it, Shift moves it further",
  corner: { nw: "Upper left corner", ne: "Upper right corner", sw: "Lower left corner", se: "Lower right corner" },
  cropSize: (width: number, height: number) => `${count(width)} × ${count(height)} px are kept`,
  cropHelp: "Arrows move a corner or the whole box by 1 %, Shift by 10 %. The original is kept; the new picture is checked and measured again.",
}
