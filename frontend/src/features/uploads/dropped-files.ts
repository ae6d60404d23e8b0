/** The files of a drop, those inside dropped folders included. */
import { isArchive, isPhoto } from "./upload-item"

/** Begin at once: what was dropped is readable only while the event lasts, its folders longer. */
export async function droppedFiles(transfer: Pick<DataTransfer, "items" | "files">): Promise<File[]> {
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? (item.webkitGetAsEntry?.() ?? null) : null))
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files]
  const found: File[] = []
  for (const entry of entries) {
    if (entry?.isFile) found.push(await fileOf(entry as FileSystemFileEntry))
    else if (entry?.isDirectory) found.push(...(await inside(entry as FileSystemDirectoryEntry)))
  }
  return found
}

/** The photos of a folder and of the folders in it, by name; what is no photo there is not worth a word. */
async function inside(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const found: File[] = []
  const entries = await listed(folder)
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))) {
    if (entry.name.startsWith(".") || entry.name === "__MACOSX") continue
    if (entry.isDirectory) found.push(...(await inside(entry as FileSystemDirectoryEntry)))
    else {
      const file = await fileOf(entry as FileSystemFileEntry)
      if (isPhoto(file) || isArchive(file)) found.push(file)
    }
  }
  return found
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** A browser gives a hundred at a time and then none. */
async function listed(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}
