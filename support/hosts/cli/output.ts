import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePrivateFile } from '../../bundle';
import { ConfigurationError } from '../../control';
import { print, say, showsColors } from '../output';

export { print, say };

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

/** How a result is handed out. */
interface ResultOptions {
  /** It holds user names, as most do. */
  readonly holdsNames?: boolean;
  /** A writer of ours has coloured it, for the terminal. */
  readonly colors?: boolean;
}

/**
 * Writes a result to a file of the caller's only, byte by byte as it is, or prints it, so that
 * nothing in it is obeyed.
 */
export function printOrWrite(
  text: string | Iterable<string>,
  path: string | undefined,
  { holdsNames = true, colors = false }: ResultOptions = {},
): void {
  if (path === undefined) {
    print(typeof text === 'string' ? text : [...text].join(''), colors);
    return;
  }
  writePrivateFile(path, text);
  say(`Written to ${path} (${holdsNames ? 'holds user names: ' : ''}readable by you only).`);
}

/**
 * How a table or summary is shown here: colours and width of the terminal, if it is one.
 *
 * @param path the file that it goes to instead, which has neither
 */
export function terminal(path?: string): { readonly colors: boolean; readonly width?: number } {
  if (path !== undefined) return { colors: false };
  const { isTTY, columns } = process.stdout;
  const colors = showsColors(process.stdout);
  return isTTY && columns ? { colors, width: columns } : { colors };
}
