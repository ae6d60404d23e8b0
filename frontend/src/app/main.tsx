/** Starts the dashboard. */
import "../ui/styles/index.css"
import "../features/runs/runs.css"
import { QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { RouterProvider } from "react-router"
import { prefetchPages } from "./prefetch"
import { createQueryClient } from "./query-client"
import { router } from "./routes"

const forced = new URLSearchParams(location.search).get("theme")
if (forced === "light" || forced === "dark") document.documentElement.dataset.theme = forced

const root = document.getElementById("root")
if (!root) throw new Error("index.html has no #root to draw in; build the dashboard again.")
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
prefetchPages(router)
