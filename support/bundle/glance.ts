import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST } from './manifest';
import { readOwnBytes } from './own-directory';

/** Bytes of a manifest; one with 10,000 waivers takes several MB. */
export const LARGEST_MANIFEST = 16 << 20;

/** The ids of the runs whose bundles lie in the directory of an account, the oldest first. No bundle, or a link: left out. */
export function bundlesIn(account: string): string[] {
  try {
    return readdirSync(account, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d{4}-/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** A manifest that anybody may have made, not held against its schema: that takes longer to load than a small audit. */
export interface Glance {
  readonly manifest: unknown;
  readonly sha256: string;
}

/** Throws Error where it is no JSON, or no file that may be read. */
export function glanceAt(directory: string): Glance {
  const bytes = manifestBytes(directory);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { manifest: JSON.parse(bytes.toString('utf8')), sha256 };
}

/** The manifest of a bundle as it is; throws Error where it is no file that may be read. */
export function manifestBytes(directory: string): Buffer {
  return readOwnBytes(join(directory, MANIFEST), LARGEST_MANIFEST);
}

/** What stands under some names, one in the other; undefined where nothing does. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? Reflect.get(found, name)
        : undefined,
    value,
  );
}

/** The items of a list; undefined where it is none. */
export function itemsOf(value: unknown, list: string): readonly unknown[] | undefined {
  const items = at(value, list);
  return Array.isArray(items) ? items : undefined;
}

/** What stands under a name in each item of a list. */
export function listOf(value: unknown, list: string, name: string): readonly unknown[] | undefined {
  return itemsOf(value, list)?.map((item) => at(item, name));
}
