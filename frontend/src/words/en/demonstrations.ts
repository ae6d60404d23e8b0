/** What is said of the showing of the whole way, in English. */

export const words = {
  title: "See the whole way",
  body: (minutes: number) =>
    `A drawn person with sixteen pictures becomes a model: the pictures are checked and captioned, a LoRA learns them, and new pictures are made with it. It takes about ${minutes} minutes on a small machine, and everything stays to look at.`,
  begin: "Try the whole thing",
  beginning: "Starting",
  steps: { photos: "Checking the pictures", dataset: "Weighing the pictures and their words", training: "Training a LoRA on them", pictures: "Making pictures with it" },
  going: "The whole way is being shown",
  stopped: "The showing stopped",
  again: "Try again",
  look: { photos: "Open the photos", dataset: "Open the dataset", training: "Watch it learn", pictures: "Open the pictures" },
}
