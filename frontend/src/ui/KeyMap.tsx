/** The list of keys that work on this page, made from what is registered, and the switch for single letters. */
import { useState } from "react"
import { words } from "#words/keys"
import { areSingleKeysOn, cap, switchSingleKeys, useShortcuts } from "../lib/keys"
import { Button } from "./Button"
import { Dialog } from "./Dialog"
import { Toggle } from "./Field"

export function KeyMap({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={words.title} onClose={onClose}>
      <KeyList />
      <SingleKeysSwitch />
      <div className="row">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  )
}

/** Groups by the place a key works in; two keys for one action share a row. */
export function KeyList() {
  const shortcuts = useShortcuts().filter(({ keys }) => keys)
  const places = [...new Set(shortcuts.map(({ where }) => where))]
  return places.map((place) => {
    const here = shortcuts.filter(({ where }) => where === place)
    return (
      <section key={place} className="stack">
        <h3>{place}</h3>
        <dl className="facts keylist">
          {[...new Set(here.map(({ name }) => name))].map((name) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>
                {here
                  .filter((shortcut) => shortcut.name === name)
                  .map(({ keys }) => (
                    <kbd key={keys}>{cap(keys)}</kbd>
                  ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    )
  })
}

/** WCAG 2.1.4: whoever dictates, or rests a hand on the keys, can switch single letters off. */
export function SingleKeysSwitch() {
  const [isOn, setOn] = useState(areSingleKeysOn)
  const change = (on: boolean) => {
    switchSingleKeys(on)
    setOn(on)
  }
  return <Toggle label={words.single} help={words.singleHelp} checked={isOn} onChange={change} />
}
