/** A desk without rows: nothing in the dataset yet, or nothing that was asked for. */
import { words } from "#words/datasets"
import { paths } from "../../lib/paths"
import { Button, ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"

const say = words.desk

type Props = { isBare: boolean; slug: string; mayWrite: boolean; onShowAll: () => void; onImport: () => void }

export function DeskEmpty({ isBare, slug, mayWrite, onShowAll, onImport }: Props) {
  if (!isBare) {
    return (
      <Empty title={say.nothing} action={<Button onClick={onShowAll}>{say.everything}</Button>}>
        {say.nothingHelp}
      </Empty>
    )
  }
  const actions = mayWrite && (
    <div className="row wrap justify-center">
      <ButtonLink look="primary" to={paths.swaps(slug)}>
        {say.toSwaps}
      </ButtonLink>
      <ButtonLink to={paths.model(slug)}>{say.toPhotos}</ButtonLink>
      <Button onClick={onImport}>{words.bring.button}</Button>
    </div>
  )
  return (
    <Empty title={say.none} action={actions}>
      {say.noneHelp}
    </Empty>
  )
}
