/** What the parts of frontend/src/ui say, in English. A translation is a folder beside `en` with the same files. */

export const words = {
  loadingPictures: "Loading the pictures",
  loadingModels: "Loading the models",
  copy: "Copy",
  copied: "Copied",
  copyWhat: (what: string) => `Copy: ${what}`,
  undo: "Undo",
  closeToast: "Close",
}
