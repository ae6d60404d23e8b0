/** What the parts of frontend/src/ui say, in English. A translation is a folder beside `en` with the same files. */

export const words = {
  loadingPictures: "Loading the pictures",
  loadingModels: "Loading the models",
  copy: "Copy",
  copied: "Copied",
  copyWhat: (what: string) => `Copy: ${what}`,
  undo: "Undo",
  tryAgain: "Try again",
  beforeAfter: "Before and after",
  credits: "credits",
  stages: "Stages",
  engineDecides: "As the engine sees fit",
  needed: (what: string) => `${what} is needed.`,
  noNumber: "This is not a number.",
  noWhole: "This must be a whole number.",
  atLeast: (least: number) => `At least ${least}.`,
  atMost: (most: number) => `At most ${most}.`,
  closeToast: "Close",
  pictureKeys: "A picture",
  dividerLeft: "Divider to the left",
  dividerRight: "Divider to the right",
}
