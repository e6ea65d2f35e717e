import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../report';
import { MANIFEST } from './manifest';

/** A bundle cannot be used; the message says why. */
export class BundleError extends ExpectedError {
  override readonly name = 'BundleError';
}

/** More is no bundle: the largest account leaves 0.3 GB for each profile. */
const LARGEST = 16 * 2 ** 30;
const MOST_FILES = 1000;

// A link that is put there after the look is not followed, and a FIFO keeps nobody waiting.
const PLAINLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The files of a bundle that others may have made: regular files of its own directory, each read
 * once, so that what is hashed, what is signed and what is parsed are the same bytes. Nothing
 * outside of the directory is opened.
 */
export class BundleFiles {
  /** As it was named, for messages. */
  readonly directory: string;
  /** Everything that lies in the directory. */
  readonly names: readonly string[];
  private readonly path: string;
  private readonly kept = new Map<string, Buffer>();
  private readonly hashes = new Map<string, string>();
  private readonly sizes = new Map<string, number>();

  /**
   * @param directory a bundle's, or a link to one such as `reports/latest`
   * @throws BundleError where it is none, or larger than any bundle
   */
  constructor(directory: string) {
    this.directory = directory;
    try {
      this.path = realpathSync(directory);
      this.names = readdirSync(this.path).sort();
    } catch (error) {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      const why = isAbsent ? 'it is not there' : messageOf(error);
      throw new BundleError(`${directory} is no evidence bundle: ${why}.`);
    }
    if (!this.names.includes(MANIFEST)) {
      throw new BundleError(`${directory} is no evidence bundle: it has no ${MANIFEST}.`);
    }
    if (this.names.length > MOST_FILES) {
      throw new BundleError(
        `${directory} is no evidence bundle: it holds over ${MOST_FILES} files.`,
      );
    }
    const bytes = this.names.reduce((sum, name) => sum + lstatSync(join(this.path, name)).size, 0);
    if (bytes > LARGEST) {
      throw new BundleError(`${directory} is no evidence bundle: it holds ${bytes} bytes.`);
    }
  }

  /**
   * The bytes of a file, which are kept.
   *
   * @throws BundleError where there is no such file, or it is no regular one
   */
  bytes(name: string): Buffer {
    const known = this.kept.get(name);
    if (known) return known;
    const content = this.open(name, (file) => readFileSync(file));
    const hash = createHash('sha256').update(content).digest('hex');
    // It was hashed before, without being kept.
    if ((this.hashes.get(name) ?? hash) !== hash) {
      throw new BundleError(`${join(this.directory, name)} was changed while it was read.`);
    }
    this.kept.set(name, content);
    this.hashes.set(name, hash);
    return content;
  }

  /**
   * The text of a file in UTF-8.
   *
   * @throws BundleError where there is none, or it is longer than a text can be
   */
  text(name: string): string {
    const bytes = this.bytes(name);
    try {
      return bytes.toString('utf8');
    } catch (error) {
      throw new BundleError(`${join(this.directory, name)} cannot be read: ${messageOf(error)}.`);
    }
  }

  /**
   * The SHA-256 of a file in hexadecimal digits. A file that nobody reads as a whole is not kept.
   *
   * @throws BundleError where there is no such file, or it is no regular one
   */
  sha256(name: string): string {
    const hash = this.hashes.get(name) ?? this.open(name, hashInBlocks);
    this.hashes.set(name, hash);
    return hash;
  }

  /**
   * The length of a file in bytes.
   *
   * @throws BundleError where there is no such file, or it is no regular one
   */
  size(name: string): number {
    this.sha256(name);
    return this.sizes.get(name) ?? 0;
  }

  private open<T>(name: string, read: (file: number) => T): T {
    const shown = join(this.directory, name);
    if (!this.names.includes(name)) throw new BundleError(`${shown} is missing.`);
    const path = join(this.path, name);
    let file: number | undefined;
    try {
      if (!lstatSync(path).isFile()) throw new BundleError(`${shown} is no regular file.`);
      file = openSync(path, PLAINLY);
      const stats = fstatSync(file);
      if (!stats.isFile()) throw new BundleError(`${shown} is no regular file.`);
      this.sizes.set(name, stats.size);
      return read(file);
    } catch (error) {
      if (error instanceof BundleError) throw error;
      throw new BundleError(`${shown} cannot be read: ${messageOf(error)}.`);
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }
}

const BLOCK = 1 << 20;

function hashInBlocks(file: number): string {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK);
  for (let read = readSync(file, block); read > 0; read = readSync(file, block)) {
    hash.update(block.subarray(0, read));
  }
  return hash.digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
