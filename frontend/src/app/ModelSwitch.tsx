/** The model you are in, and the way to another. */
import { ChevronDown, Plus } from "lucide-react"
import { Link } from "react-router"
import { words } from "#words/shell"
import { type SubjectCard } from "../api/shapes"
import { paths } from "../lib/paths"
import { Menu } from "../ui/Menu"
import { Picture } from "../ui/Picture"

export function ModelSwitch({ current, slug, models }: { current: SubjectCard | undefined; slug: string; models: SubjectCard[] }) {
  const name = current?.name ?? slug
  return (
    <Menu
      label={words.switchModel(name)}
      buttonClass="switch"
      button={
        <>
          <Picture of={current?.cover} alt="" sizes="22px" eager />
          <span className="cut">{name}</span>
          <ChevronDown className="ic" />
        </>
      }
    >
      {(close) => (
        <ul>
          {models.map((model) => (
            <li key={model.id}>
              <Link to={paths.model(model.slug)} onClick={close} aria-current={model.slug === slug ? "true" : undefined}>
                <Picture of={model.cover} alt="" sizes="24px" />
                <span className="cut">{model.name}</span>
              </Link>
            </li>
          ))}
          <li>
            <Link to={paths.newModel()} onClick={close}>
              <Plus className="ic mx-1" />
              {words.newModel}
            </Link>
          </li>
        </ul>
      )}
    </Menu>
  )
}
