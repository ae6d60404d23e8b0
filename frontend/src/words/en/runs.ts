/** What the parts of frontend/src/features/runs say, in English. */

export const words = {
  pause: "Pause",
  pausing: "Pausing",
  resume: "Resume",
  resuming: "Resuming",
}
