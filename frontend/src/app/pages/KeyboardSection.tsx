/** Settings, keyboard: single letters on or off, and the keys that work everywhere. */
import { words } from "#words/keys"
import { KeyList, SingleKeysSwitch } from "../../ui/KeyMap"
import { PageHead } from "../../ui/PageHead"

export function KeyboardSection() {
  return (
    <>
      <PageHead title={words.title} sub={words.sub} />
      <form>
        <SingleKeysSwitch />
      </form>
      <KeyList />
    </>
  )
}
