/** One picture from the studio, in the size the place needs, with its space kept while it loads. */
import { cx } from "../lib/classes"

type Sizes = { url: string; width: number; height: number; thumbnails: { "160": string; "480": string; "1200": string } }

type Props = {
  of: Sizes | null | undefined
  /** Role and number ("Target photo 3"), never a description of the person; "" for decoration. */
  alt: string
  /** CSS width of the place, for choosing the thumbnail. */
  sizes?: string
  eager?: boolean
  className?: string
  fresh?: boolean
}

export function Picture({ of, alt, sizes = "160px", eager, className, fresh }: Props) {
  if (!of) return <span className={cx("pic", className)} role={alt ? "img" : undefined} aria-label={alt || undefined} aria-hidden={alt ? undefined : true} />
  // Thumbnails are named by their longest side; the browser chooses by width.
  const wide = Math.min(1, of.width / of.height)
  const source = (side: "160" | "480" | "1200") => `${of.thumbnails[side]} ${Math.round(Number(side) * wide)}w`
  return (
    <img
      className={cx("pic object-cover", fresh && "new", className)}
      src={of.thumbnails["480"]}
      srcSet={[source("160"), source("480"), source("1200")].join(", ")}
      sizes={sizes}
      width={of.width}
      height={of.height}
      alt={alt}
      draggable={false}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
    />
  )
}
