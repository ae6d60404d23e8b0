// @vitest-environment jsdom
import { act, render, screen } from "@testing-library/react"
import { createMemoryRouter, Outlet, RouterProvider } from "react-router"
import { expect, it } from "vitest"
import { useEffect, useState } from "react"
import { useTitle } from "../ui/PageHead"
import { Announce } from "./Announce"

const Page = ({ title }: { title: string }) => {
  useTitle(title)
  return null
}

/** A page whose name comes later, as that of a model does, and after its styles. */
const Later = () => {
  const [title, setTitle] = useState<string>()
  useEffect(() => {
    document.head.append(document.createElement("link"))
    const come = setTimeout(() => setTitle("Andie"), 20)
    return () => clearTimeout(come)
  }, [])
  return title ? <Page title={title} /> : null
}

const at = async () => {
  const router = createMemoryRouter([
    {
      element: (
        <>
          <Announce />
          <Outlet />
        </>
      ),
      children: [
        { path: "/", element: <Page title="Models" /> },
        { path: "/runs", element: <Page title="Runs" /> },
        { path: "/models/andie", element: <Later /> },
      ],
    },
  ])
  await act(async () => void render(<RouterProvider router={router} />))
  return (path: string) => act(() => router.navigate(path))
}

it("tells a page that sets its title at once, and one whose name comes later", async () => {
  const go = await at()
  expect(screen.getByRole("status").textContent).toBe("")
  await go("/runs")
  expect(screen.getByRole("status").textContent).toContain("Runs")
  await go("/models/andie")
  expect(await screen.findByText(/Andie/)).toBeDefined()
  await go("/")
  expect(screen.getByRole("status").textContent).toContain("Models")
})
