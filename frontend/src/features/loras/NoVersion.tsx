/** Stands where a version would be that is not there. */
import { words } from "#words/loras"
import { paths } from "../../lib/paths"
import { ButtonLink } from "../../ui/Button"
import { Empty } from "../../ui/Empty"
import { PageHead } from "../../ui/PageHead"

export function NoVersion({ slug, n }: { slug: string; n: number }) {
  return (
    <>
      <PageHead title={Number.isInteger(n) ? words.version(n) : words.training} />
      <Empty title={words.page.notThere} action={<ButtonLink look="primary" to={paths.training(slug)}>{words.page.showAll}</ButtonLink>}>
        {words.page.notThereHelp}
      </Empty>
    </>
  )
}
