/** Tells a screen reader which page came, once for each address, and gives the focus a place when its own is gone. */
import { useEffect, useRef, useState } from "react"
import { useLocation } from "react-router"

export function Announce() {
  const { pathname } = useLocation()
  const [said, say] = useState("")
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false // the browser itself reads the title of the first page
      return
    }
    // The page sets its title when it is drawn, which may be after its code has come.
    const tell = () => {
      titles.disconnect()
      say(document.title)
      if (document.activeElement === document.body) focusMain()
    }
    const titles = new MutationObserver(tell)
    titles.observe(document.head, { subtree: true, childList: true, characterData: true })
    return () => titles.disconnect()
  }, [pathname])
  return (
    <p className="hide" role="status" data-route>
      {said}
    </p>
  )
}

function focusMain(): void {
  const main = document.getElementById("main")
  main?.setAttribute("tabindex", "-1")
  main?.focus({ preventScroll: true })
}
