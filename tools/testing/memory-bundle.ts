import { createHash } from 'node:crypto';
import { BundleError, type BundleReader } from '../../support/bundle';

/** A bundle of these texts, which lies nowhere. */
export function memoryBundle(files: Readonly<Record<string, string>>): BundleReader {
  const bytes = (name: string) => {
    const text = files[name];
    if (text === undefined) throw new BundleError(`${name} is missing.`);
    return Buffer.from(text);
  };
  return {
    directory: 'bundle',
    names: Object.keys(files).sort(),
    bytes,
    text: (name) => bytes(name).toString(),
    sha256: (name) => createHash('sha256').update(bytes(name)).digest('hex'),
    size: (name) => bytes(name).length,
  };
}
