/** What is said of engines: choosing one, and switching them for everybody. */

export const words = {
  where: { cpu: "on this machine", gpu: "on the graphics card", remote: "at a remote service" },
  option: (label: string, where: string) => `${label}, ${where}`,
  help: (speed: string, licence: string) => `${speed} Licence: ${licence}.`,
  settingsOf: (label: string) => `Settings of ${label.toLowerCase()}`,
  second: "About 1 second a picture.",
  seconds: (seconds: number) => `About ${seconds} seconds a picture.`,
  longer: (duration: string) => `${duration.charAt(0).toUpperCase()}${duration.slice(1)} a picture.`,
  switches: {
    title: "Engines",
    sub: "What is off is offered to nobody. Runs that were accepted go on.",
    always: "Looks at every picture and is always on.",
    by: (who: string, when: string) => `Switched by ${who}, ${when}`,
    on: (label: string) => `${label} is offered again.`,
    off: (label: string) => `${label} is no longer offered.`,
    loading: "Loading the engines",
  },
}
