import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../control';
import { writePrivateFile } from '../evidence';
import { visibleLines } from '../evidence/visible';

/** Writes a result to standard output: of a writer that has made visible what others wrote. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/**
 * Tells how work goes, apart from the result, so that a pipe gets the result alone.
 *
 * @param text may quote what others wrote
 */
export function say(text: string): void {
  process.stderr.write(`${visibleLines(text)}\n`);
}

/**
 * Refuses to write beside a manifest: a bundle stands for what was found then, and not a file more.
 *
 * @throws ConfigurationError where the directory of the file is that of a bundle
 */
export function refuseInBundle(path: string): void {
  if (!existsSync(join(dirname(path), 'manifest.json'))) return;
  throw new ConfigurationError([
    `${path} would lie in the evidence bundle ${dirname(path)}, which would not be verified any more. Name another directory.`,
  ]);
}

/** Writes a result to a file of the caller's only, since most hold user names, or prints it. */
export function printOrWrite(
  text: string | Iterable<string>,
  path: string | undefined,
  holdsNames = true,
): void {
  if (path === undefined) {
    print(typeof text === 'string' ? text : [...text].join(''));
    return;
  }
  writePrivateFile(path, text);
  say(`Written to ${path} (${holdsNames ? 'holds user names: ' : ''}readable by you only).`);
}

/** How a table or summary is shown here: colours and width of the terminal, if it is one. */
export function terminal(): { readonly colors: boolean; readonly width?: number } {
  const { isTTY, columns } = process.stdout;
  // https://no-color.org: any value but the empty one.
  const colors = isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  return isTTY && columns ? { colors, width: columns } : { colors };
}
