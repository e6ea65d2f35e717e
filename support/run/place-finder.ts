import { readFileSync } from 'node:fs';
import type { Place } from '../control';
import { isOfPolicy, shown } from './policy-places';

/**
 * Finds where a profile selects a control, by the files that the profile is made of, its own first:
 * the first line on which the id is a key, in TypeScript or YAML. Files of iamspec are no place where
 * another policy could be changed.
 */
export function placeFinder(files: readonly string[]): (id: string) => Place | undefined {
  const own = files.filter(isOfPolicy).map((file) => ({ path: shown(file), lines: linesOf(file) }));
  return (id) => {
    const found = own.find(({ lines }) => lines.has(id)) ?? own[0];
    return found && { path: found.path, line: found.lines.get(id) ?? 1 };
  };
}

const COMMENT = /^\s*(?:\/\/|\*|#)/;
const KEY = /(?<![\w-])([\w-]+)['"]?\s*:/g;

function linesOf(file: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (COMMENT.test(text)) continue;
    for (const [, key = ''] of text.matchAll(KEY)) if (!lines.has(key)) lines.set(key, index + 1);
  }
  return lines;
}
