/** Builds the dashboard into frontend/dist; in development it speaks to the studio at STUDIO_URL. `#words` is the folder of a language. */
import { fileURLToPath } from "node:url"
import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

const studio = process.env.STUDIO_URL ?? "http://127.0.0.1:8000"
const proxied = Object.fromEntries(
  ["/api", "/_allauth", "/healthz"].map((path) => [path, { target: studio, changeOrigin: true, headers: { origin: studio } }]),
)

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  resolve: { alias: { "#words": fileURLToPath(new URL(`./src/words/${process.env.STUDIO_LANGUAGE ?? "en"}`, import.meta.url)) } },
  plugins: [react(), tailwindcss()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, manifest: true, modulePreload: { polyfill: false } },
  server: {
    proxy: { ...proxied, "/ws": { target: studio.replace("http", "ws"), ws: true, changeOrigin: true, headers: { origin: studio } } },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true },
})
