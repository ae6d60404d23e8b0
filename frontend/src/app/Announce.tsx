/** Tells a screen reader which page came, once for each address, and gives the focus a place when its own is gone. */
import { useEffect, useRef, useState } from "react"
import { useLocation } from "react-router"

export function Announce() {
  const { pathname } = useLocation()
  const [said, say] = useState("")
  const first = useRef(true)
  const left = useRef("")
  useEffect(() => {
    // Other things come into the head meanwhile, such as the styles of a page: only another title counts.
    const titles = new MutationObserver(() => document.title !== left.current && tell())
    const leave = () => {
      titles.disconnect()
      left.current = document.title
    }
    const tell = () => {
      titles.disconnect()
      say(document.title)
      if (document.activeElement === document.body) focusMain()
    }
    if (first.current) {
      first.current = false // the browser itself reads the title of the first page
      return leave
    }
    // The page sets its title when it is drawn: just now, or later where its code or its name has to come first.
    if (document.title === left.current) titles.observe(document.head, { subtree: true, childList: true, characterData: true })
    else queueMicrotask(tell)
    return leave
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
