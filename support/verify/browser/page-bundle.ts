import { BundleError, type BundleReader, MANIFEST } from '../../bundle';
import type { Given } from './given-files';
import { hashOf } from './hash';

/** The files of a bundle, or directories in it, by name. */
export interface FoundBundle {
  readonly directory: string;
  readonly files: ReadonlyMap<string, File | undefined>;
}

// A run whose manifest was taken away is still a run that was given.
const NAME_OF_RUN = /^(?:.*\/)?\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[\da-f]{6}$/;

/** The bundles among files: each directory that holds a manifest or is named as a run, in the order of their paths. */
export function bundlesIn(given: readonly Given[]): readonly FoundBundle[] {
  const folders = new Map<string, Map<string, File | undefined>>();
  for (const { path, file } of given) {
    const steps = path.split('/');
    // A directory is an entry of the one above, also where nothing but what lies in it was given.
    for (let at = 1; at <= steps.length; at++) {
      const own = steps.slice(0, at - 1).join('/');
      const folder = folders.get(own) ?? new Map<string, File | undefined>();
      folders.set(own, folder);
      const name = steps[at - 1] ?? '';
      folder.set(name, at === steps.length ? file : folder.get(name));
    }
  }
  return [...folders]
    .filter(([path, files]) => files.has(MANIFEST) || NAME_OF_RUN.test(path))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([directory, files]) => ({ directory: directory || 'the files given', files }));
}

const MOST_FILES = 1000;

// In bytes; those of 5,000 users under all controls take 200 MB.
const LARGEST = 2 ** 30;
const LARGEST_FILE = 2 ** 29;

interface Read {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** A bundle that others may have made, each of its files read once. Its methods throw BundleError. */
export class PageBundle implements BundleReader {
  readonly directory: string;
  readonly names: readonly string[];
  private readonly read: ReadonlyMap<string, Read | string>;

  private constructor(directory: string, read: ReadonlyMap<string, Read | string>) {
    this.directory = directory;
    this.names = [...read.keys()].sort();
    this.read = read;
  }

  /** Reads and hashes all of it. Throws BundleError where that is more than a page can hold. */
  static async of({ directory, files }: FoundBundle): Promise<PageBundle> {
    const refuse = (why: string) => {
      throw new BundleError(`${directory} is no evidence bundle: it holds ${why}.`);
    };
    if (files.size > MOST_FILES) refuse(`over ${MOST_FILES} files`);
    const bytes = [...files.values()].reduce((sum, file) => sum + (file?.size ?? 0), 0);
    if (bytes > LARGEST) refuse(`${bytes} bytes, more than a page can hold. Use iamspec verify`);
    const read = new Map<string, Read | string>();
    for (const [name, file] of files) read.set(name, await readFile(file));
    return new PageBundle(directory, read);
  }

  bytes(name: string): Uint8Array {
    return this.find(name).bytes;
  }

  text(name: string): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes(name));
  }

  sha256(name: string): string {
    return this.find(name).sha256;
  }

  size(name: string): number {
    return this.find(name).bytes.length;
  }

  private find(name: string): Read {
    const found = this.read.get(name);
    if (typeof found === 'object') return found;
    throw new BundleError(`${this.shown(name)} ${found ?? 'is missing'}.`);
  }

  private shown(name: string): string {
    return `${this.directory}/${name}`;
  }
}

// What it holds, or why that cannot be told.
async function readFile(file: File | undefined): Promise<Read | string> {
  if (!file) return 'is no regular file';
  if (file.size > LARGEST_FILE) return `has ${file.size} bytes, more than a page can hold`;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const sha256 = await hashOf(bytes);
    return { bytes, sha256 };
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}
