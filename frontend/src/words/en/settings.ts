/** The frame of the settings, in English; each section has its words with its feature. */

export const words = {
  title: "Settings",
  sections: "Sections of the settings",
  back: "All settings",
  opening: "Opening the section",
  profile: { name: "Profile", sub: "Name, e-mail, password, where you are signed in" },
  workspace: { name: "Workspace", sub: "Its name, and the one you work in" },
  members: { name: "Members", sub: "Who works here, and invitations" },
  keys: { name: "API keys", sub: "Ways in for your programs" },
  notifications: { name: "Notifications", sub: "What you are told when long work ends" },
  keyboard: { name: "Keyboard", sub: "Single letters on or off, and what the keys do" },
  operator: { name: "Operator", sub: "The whole installation" },
}
