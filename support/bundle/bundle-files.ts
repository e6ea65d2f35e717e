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
import { messageOf } from '../report';
import { BundleError, type BundleReader } from './bundle-reader';
import { MANIFEST } from './manifest';

export { BundleError };

const LARGEST = 16 * 2 ** 30;
const MOST_FILES = 1000;

// A link put there after the look is not followed, and a FIFO keeps nobody waiting.
const PLAINLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * A bundle that others may have made: only regular files of its own directory, each read once, so
 * that what is hashed, signed and parsed are the same bytes. All methods throw BundleError.
 */
export class BundleFiles implements BundleReader {
  readonly directory: string;
  readonly names: readonly string[];
  private readonly path: string;
  private readonly kept = new Map<string, Buffer>();
  private readonly hashes = new Map<string, string>();
  private readonly sizes = new Map<string, number>();

  /** A link will do, such as `reports/latest`. */
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

  bytes(name: string): Buffer {
    const known = this.kept.get(name);
    if (known) return known;
    const content = this.open(name, (file) => readFileSync(file));
    const hash = createHash('sha256').update(content).digest('hex');
    if ((this.hashes.get(name) ?? hash) !== hash) {
      throw new BundleError(`${join(this.directory, name)} was changed while it was read.`);
    }
    this.kept.set(name, content);
    this.hashes.set(name, hash);
    return content;
  }

  text(name: string): string {
    const bytes = this.bytes(name);
    try {
      return bytes.toString('utf8');
    } catch (error) {
      throw new BundleError(`${join(this.directory, name)} cannot be read: ${messageOf(error)}.`);
    }
  }

  /** In hexadecimal digits; a file that is hashed only is not kept. */
  sha256(name: string): string {
    const hash = this.hashes.get(name) ?? this.open(name, hashInBlocks);
    this.hashes.set(name, hash);
    return hash;
  }

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
