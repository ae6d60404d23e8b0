/** What the pages of accounts say: signing in, profile, workspace, members, keys, invitations. */

export const words = {
  email: "E-mail",
  password: "Password",
  profile: {
    title: "Profile",
    sub: "How you are called here, and how you get in.",
    name: "Name",
    nameHelp: "Members of your workspaces see it.",
    save: "Save name",
    saving: "Saving name",
    saved: "Name saved.",
  },
}
