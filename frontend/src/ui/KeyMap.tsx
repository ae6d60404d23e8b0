/** The list of keys that work on this page, made from what is registered. */
import { words } from "#words/keys"
import { useShortcuts } from "../lib/keys"
import { Button } from "./Button"
import { Dialog } from "./Dialog"

export function KeyMap({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts()
  const places = [...new Set(shortcuts.map(({ where }) => where))]
  return (
    <Dialog title={words.title} onClose={onClose}>
      {places.map((place) => (
        <section key={place} className="stack">
          <h3>{place}</h3>
          <dl className="facts">
            {shortcuts
              .filter(({ where }) => where === place)
              .map(({ keys, name }) => (
                <div key={keys} className="contents">
                  <dt>{name}</dt>
                  <dd>
                    <kbd>{keys.length > 1 ? keys.replace(/\b[a-z]$|^[a-z]\b/g, (letter) => letter.toUpperCase()) : keys.toUpperCase()}</kbd>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <div className="row">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  )
}
