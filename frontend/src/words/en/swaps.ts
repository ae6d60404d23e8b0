/** The words of swaps: the desk, the viewer, the contact sheet, a new swap. In English. */
import { count, plural } from "../../lib/format"

const pictures = (many: number) => plural(many, "picture")

export const words = {
  swaps: "Swaps",
  swapsOf: (name: string) => `Swaps, ${name}`,
  newSwap: "New swap",
  pictures,

  desk: {
    sub: (all: number, kept: number, rejected: number) => [pictures(all), kept > 0 && `${count(kept)} kept`, rejected > 0 && `${count(rejected)} rejected`].filter(Boolean).join(", "),
    sheet: "Swapped pictures",
    loading: "Loading the pictures",
    download: "Download",
    downloadAll: "Download what is shown",
    show: "Show",
    shows: { all: "All", undecided: "Undecided", kept: "Kept", rejected: "Rejected" },
    favourites: "Favourites",
    sort: "Order",
    sorts: { newest: "Newest first", oldest: "Oldest first", nearest: "Nearest first", best: "Best quality first" },
    likeness: "Likeness",
    likenesses: { any: "Any likeness", same: "Same person, below 0.50", far: "Farther, 0.50 and more" },
    quality: "Quality",
    qualities: { any: "Any quality", good: "Good only", fair: "Good and fair" },
    tag: "Tag",
    anyTag: "Any tag",
    find: "File name",
    findHint: "s2 t003",
    one: { run: "One run only", source: "One source only", target: "One target only" },
    clear: "Show everything",
    found: (many: number) => `${pictures(many)} found`,
    none: "No swapped pictures yet",
    noneHelp: "A swap puts every source you choose on every target you choose. You see the fit and the price before it starts.",
    nothing: "Nothing matches",
    nothingHelp: "No picture has all of what you asked for. Take one filter away.",
    fresh: (many: number) => `Show ${many === 1 ? "1 new picture" : `${count(many)} new pictures`}`,
    open: (label: string) => `Open ${label}`,
    picture: (label: string, more: string[]) => [`Picture ${label}`, ...more].join(", "),
    kept: "kept",
    rejected: "rejected",
    favourite: "favourite",
    distance: (words: string) => `distance ${words}`,
    soft: "Soft edges",
    where: "Swapped pictures",
    keys: { favourite: "Favourite, or not", keep: "Keep", reject: "Reject", clear: "Clear the decision", tag: "Tag", all: "Choose everything", download: "Download the chosen" },
  },

  bulk: {
    label: "What to do with the chosen pictures",
    chosen: (many: number) => `${count(many)} chosen`,
    favourite: "Favourite",
    keep: "Keep",
    reject: "Reject",
    clear: "Clear",
    tag: "Tag",
    download: "Download",
    none: "Choose none",
  },

  decided: (action: string, many: number, tag = ""): string => {
    const what = pictures(many)
    switch (action) {
      case "favourite":
        return `${what} marked as favourite`
      case "unfavourite":
        return `${what} no longer favourite`
      case "keep":
        return `${what} kept`
      case "reject":
        return `${what} rejected`
      case "tag":
        return `${what} tagged ${tag}`
      case "untag":
        return `${tag} taken off ${what}`
      default:
        return `Decision cleared on ${what}`
    }
  },

  tags: {
    title: (many: number) => `Tag ${pictures(many)}`,
    name: "Tag",
    help: "A word of yours, such as cover or website.",
    put: "Put the tag on",
    known: "Tags you have",
    takeOff: (tag: string) => `Take ${tag} off`,
    cancel: "Cancel",
  },

  archive: {
    title: "Download as zip",
    files: "Files",
    choices: { enhanced: "Enhanced", swapped: "Swapped", both: "Both" },
    rejected: "Also rejected pictures",
    rejectedHelp: (many: number) => (many === 0 ? "None of these is rejected." : `${pictures(many)} ${many === 1 ? "is" : "are"} rejected and left out.`),
    rejectedIn: "Rejected pictures are in the zip.",
    pattern: "Files are named",
    example: "such as",
    holds: (files: number, megabytes: string) => `${plural(files, "file")}, ${megabytes}`,
    holdsLabel: "In the zip",
    counting: "Counting",
    nothing: "There is nothing to download: everything here is rejected or not finished.",
    start: "Download",
    cancel: "Cancel",
  },

  viewer: {
    loading: "Loading the picture",
    notThere: "This picture is not there",
    notThereHelp: "It is not made yet, could not be made, or was deleted with its photos.",
    showRun: (title: string) => `Show ${title}`,
    title: (run: string, at: number, of: number) => `${run}, picture ${at} of ${of}`,
    place: (at: number, of: number) => `${count(at)} of ${count(of)}`,
    back: "Back to the run",
    backToDesk: "Back to the swapped pictures",
    layout: "Layout",
    layouts: { slider: "Slider", side: "Side by side" },
    before: "Before",
    after: "After",
    target: "Target",
    swapped: "Swapped",
    enhanced: "Enhanced",
    source: "Source",
    beforeIs: { target: "Before", swapped: "Swapped" },
    panes: "Shown side by side",
    sideBySide: "Side by side; zoom with plus and minus",
    zoom: "Zoom in percent",
    fit: "Fit",
    previous: "Picture before",
    next: "Next picture",
    keep: "Keep",
    reject: "Reject",
    deleted: (what: string) => `${what}: this photo was deleted`,
    film: (title: string) => `Pictures of ${title}`,
    filmDesk: "Pictures of the list",
    one: (label: string) => `Picture ${label}`,
    where: "A picture",
    keys: { zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Fit", layout: "Slider or side by side", mat: "Grey, black or white behind", after: "Swapped or enhanced", previous: "Picture before", next: "Next picture", back: "Back" },
    about: "About this picture",
    heading: (source: string, target: string) => `Source ${source} on target ${target}`,
    download: "Download",
    all: (many: number) => `All ${count(many)}`,
    files: "Files",
    favourite: "Favourite",
    tag: "Tag",
    second: "Worth a second look",
    likeness: "Likeness",
    nearer: (name: string) => `Nearer to ${name}`,
    notNearer: (name: string) => `Not nearer to ${name}`,
    from: (name: string) => `from ${name}`,
    gained: (distance: string, isNearer: boolean) => `, ${distance} ${isNearer ? "nearer" : "farther"} than before`,
    meter: (was: string | null, now: string, same: string) => `Distance ${was === null ? "" : `was ${was}, `}is ${now}; photos of one person are below ${same}`,
    was: (distance: string) => `was ${distance}`,
    same: (distance: string) => `same person ${distance}`,
    likenessHelp: "Distance to the source, as an identity network sees it. Lower is nearer.",
    theSource: "the source",
    picture: "Picture",
    size: "Size",
    quality: "Quality, BRISQUE",
    sharpness: "Sharpness",
    turned: "Source, target turned",
    engine: "Engine",
    madeIn: "Made in",
    seconds: (text: string) => `${text} s`,
    cost: "Cost",
    thisPicture: "This picture",
    wholeRun: (pictures: number) => `Whole run, ${plural(pictures, "picture")}`,
    share: "Its share",
    came: "Where it came from",
    steps: { source: "source", target: "target", swap: "swap", enhanced: "2×" },
    marked: "Marked inside the file as made with software. Location and camera details are not in it.",
  },
  good: "Good",
  fair: "Fair",
  poor: "Poor",
}
