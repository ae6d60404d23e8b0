/** The map of the dashboard; every page is loaded when it is first opened. */
import { type ComponentType } from "react"
import { createBrowserRouter } from "react-router"
import { NotFound, PageError } from "./PageError"
import { Shell } from "./Shell"

const page = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) => ({
  lazy: async () => ({ Component: (await load())[name] }),
})

export const router = createBrowserRouter([
  { path: "/sign-in", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/SignIn"), "SignIn"), errorElement: <PageError /> },
  { path: "/sign-up", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/SignUp"), "SignUp"), errorElement: <PageError /> },
  { path: "/reset", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/ResetPages"), "ResetPage"), errorElement: <PageError /> },
  { path: "/reset/:key", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/ResetPages"), "ChoosePasswordPage"), errorElement: <PageError /> },
  { path: "/verify-email/:key", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/VerifyEmailPage"), "VerifyEmailPage"), errorElement: <PageError /> },
  { path: "/hand-off/:token", hydrateFallbackElement: <></>, ...page(() => import("../features/uploads/HandOffPage"), "HandOffPage"), errorElement: <PageError /> },
  { path: "/invite/:token", hydrateFallbackElement: <></>, ...page(() => import("../features/accounts/InvitePage"), "InvitePage"), errorElement: <PageError /> },
  {
    element: <Shell />,
    errorElement: <PageError />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <PageError />,
        children: [
          { index: true, ...page(() => import("./pages/HomePage"), "HomePage") },
          { path: "models/new", ...page(() => import("../features/subjects/NewModelPage"), "NewModelPage") },
          { path: "models/:slug", ...page(() => import("./pages/ModelPage"), "ModelPage") },
          { path: "models/:slug/photos/:id", ...page(() => import("../features/photos/PhotoPage"), "PhotoPage") },
          { path: "models/:slug/settings", ...page(() => import("../features/subjects/ModelSettingsPage"), "ModelSettingsPage") },
          { path: "models/:slug/consent", ...page(() => import("../features/subjects/ConsentPage"), "ConsentPage") },
          { path: "models/:slug/swaps", ...page(() => import("./pages/SwapDeskPage"), "SwapDeskPage") },
          { path: "models/:slug/swaps/new", ...page(() => import("../features/swaps/NewSwapPage"), "NewSwapPage") },
          { path: "models/:slug/datasets", ...page(() => import("../features/datasets/DatasetsPage"), "DatasetsPage") },
          { path: "models/:slug/datasets/:id", ...page(() => import("../features/datasets/DeskPage"), "DeskPage") },
          { path: "models/:slug/training", ...page(() => import("../features/loras/TrainingPage"), "TrainingPage") },
          { path: "models/:slug/training/new", ...page(() => import("../features/loras/NewTrainingPage"), "NewTrainingPage") },
          { path: "models/:slug/versions/:n", ...page(() => import("../features/loras/VersionPage"), "VersionPage") },
          { path: "models/:slug/versions/:n/compare", ...page(() => import("../features/loras/ComparePage"), "ComparePage") },
          { path: "models/:slug/pictures", ...page(() => import("../features/generations/PicturesPage"), "PicturesPage") },
          { path: "models/:slug/pictures/:id", ...page(() => import("../features/generations/ViewerPage"), "GenerationPage") },
          { path: "runs", ...page(() => import("../features/runs/RunsPage"), "RunsPage") },
          { path: "runs/:id", ...page(() => import("./pages/RunPage"), "RunPage") },
          { path: "runs/:id/pictures/:n", ...page(() => import("../features/swaps/ViewerPage"), "ViewerPage") },
          { path: "credits", ...page(() => import("../features/credits/CreditsPage"), "CreditsPage") },
          { path: "credits/receipts/:run", ...page(() => import("../features/credits/ReceiptPage"), "ReceiptPage") },
          {
            path: "settings",
            ...page(() => import("./pages/SettingsPage"), "SettingsPage"),
            children: [
              // One line a section, beside its line in pages/settings-sections.ts.
              { path: "notifications", ...page(() => import("../features/notices/NoticeSettings"), "NoticeSettings") },
              { path: "profile", ...page(() => import("../features/accounts/ProfileSection"), "ProfileSection") },
              { path: "workspace", ...page(() => import("../features/accounts/WorkspaceSection"), "WorkspaceSection") },
              { path: "members", ...page(() => import("../features/accounts/MembersSection"), "MembersSection") },
              { path: "keys", ...page(() => import("../features/accounts/KeysSection"), "KeysSection") },
              { path: "operator", ...page(() => import("./pages/OperatorSection"), "OperatorSection") },
              { path: "keyboard", ...page(() => import("./pages/KeyboardSection"), "KeyboardSection") },
            ],
          },
          { path: "components", ...page(() => import("./pages/ComponentsPage"), "ComponentsPage") },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
])
