/** A file that was dropped or chosen, by its path from where that was; a directory has no file. */
export interface Given {
  readonly path: string;
  readonly file: File | undefined;
}

const MOST = 50_000;
const DEEPEST = 12;

/** What was chosen by a picker. Throws RangeError for more than a page can hold. */
export function chosen(files: FileList): readonly Given[] {
  if (files.length > MOST) tooMany();
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What was dropped, with all that lies in directories. Throws RangeError for more than a page can hold. */
export async function dropped({ items, files }: DataTransfer): Promise<readonly Given[]> {
  // All of it is gone once it waits.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A browser without directories tells files alone.
  if (entries.length === 0) return chosen(files);
  const found: Given[] = [];
  await visit(entries, found, 0);
  return found;
}

async function visit(entries: readonly FileSystemEntry[], found: Given[], depth: number) {
  if (depth > DEEPEST) return;
  for (const entry of entries) {
    const path = entry.fullPath.replace(/^\//, '');
    if (found.length >= MOST) tooMany();
    if (isFile(entry)) found.push({ path, file: await fileOf(entry) });
    if (!isDirectory(entry)) continue;
    found.push({ path, file: undefined });
    await visit(await entriesOf(entry), found, depth + 1);
  }
}

function tooMany(): never {
  throw new RangeError(`These are over ${MOST} files. Give fewer bundles at a time.`);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  // A hundred at a time, until there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > MOST) tooMany();
  }
}
