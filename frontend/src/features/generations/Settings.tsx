/** All that a picture was made of, in words and numbers. */
import { type ReactNode } from "react"
import { Link } from "react-router"
import { words } from "#words/generations"
import { type Generation } from "../../api/shapes"
import { count, distance, moment } from "../../lib/format"
import { paths } from "../../lib/paths"
import { Facts } from "../../ui/Facts"

const say = words.viewer
const SHORT = 12

export function Settings({ one, slug }: { one: Generation; slug: string }) {
  const { settings } = one
  return (
    <aside className="side" aria-label={say.side}>
      <section className="slip">
        <h2>{say.prompt}</h2>
        <p className="read">{one.prompt}</p>
        {settings.template !== one.prompt && (
          <details>
            <summary className="small muted">{say.template}</summary>
            <p className="small">{settings.template}</p>
          </details>
        )}
        {one.negative && (
          <>
            <h3 className="small muted">{say.negative}</h3>
            <p className="small">{one.negative}</p>
          </>
        )}
      </section>
      <section className="slip">
        <h2>{say.settings}</h2>
        <Facts
          facts={[
            ...settings.loras.map((lora): [string, string] => [say.version, say.versionOf(lora.title, lora.step, distance(lora.strength))]),
            [say.base, settings.base.label],
            [say.seed, <span className="mono" key="seed">{one.seed}</span>],
            [say.size, words.form.size(one.width, one.height)],
            [say.steps, count(settings.steps)],
            [say.guidance, String(settings.guidance)],
            [say.scheduler, settings.scheduler.replaceAll("_", " ")],
            ...(settings.clip_skip ? [[say.clipSkip, count(settings.clip_skip)] as [string, string]] : []),
          ]}
        />
        <p className="help">{say.same}</p>
      </section>
      <section className="slip">
        <Facts
          facts={[
            [say.made, <Link key="made" className="link" to={paths.run(one.run)}>{moment(one.created_at)}</Link>],
            [say.seconds, say.secondsOf(one.seconds)],
            [say.cost, count(one.cost)],
            [say.device, settings.device],
            [say.libraries, Object.entries(settings.libraries).map(([name, version]) => `${name} ${version}`).join(", ")],
            [say.fingerprint, <span className="mono" key="print">{settings.base.fingerprint.slice(0, SHORT)}</span>],
            ...settings.loras.map((lora): [string, ReactNode] => [say.file, <span className="mono" key={lora.sha256}>{lora.sha256.slice(0, SHORT)}</span>]),
          ]}
        />
      </section>
      {one.tags.length > 0 && (
        <section className="slip">
          <h2>{say.tags}</h2>
          <p className="row wrap">
            {one.tags.map((tag) => (
              <Link key={tag} className="chip" to={`${paths.pictures(slug)}?tag=${encodeURIComponent(tag)}`}>
                {tag}
              </Link>
            ))}
          </p>
        </section>
      )}
    </aside>
  )
}
