import { describe, expect, it } from "vitest"
import { droppedFiles } from "./dropped-files"

type Tree = { [name: string]: Tree | null }

function entry(name: string, tree: Tree | null): FileSystemEntry {
  if (tree === null) return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => done(new File(["x"], name)) } as unknown as FileSystemEntry
  const rest = Object.entries(tree).map(([inner, below]) => entry(inner, below))
  // As browsers do: some at a time, and then none.
  const createReader = () => ({ readEntries: (done: (some: FileSystemEntry[]) => void) => done(rest.splice(0, 2)) })
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}
const dropped = (tree: Tree) => ({
  items: Object.entries(tree).map(([name, below]) => ({ kind: "file", webkitGetAsEntry: () => entry(name, below) })) as unknown as DataTransferItemList,
  files: [] as unknown as FileList,
})

describe("files of a drop", () => {
  it("finds the photos of folders in folders, in order, and nothing else there", async () => {
    const tree = { "summer": { "img 10.jpg": null, "img 9.HEIC": null, "notes.txt": null, ".DS_Store": null, "sea": { "a.png": null, "more.zip": null }, "__MACOSX": { "b.jpg": null } }, "c.jpg": null }
    expect((await droppedFiles(dropped(tree))).map(({ name }) => name)).toEqual(["img 9.HEIC", "img 10.jpg", "a.png", "more.zip", "c.jpg"])
  })
})
