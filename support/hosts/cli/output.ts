import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePrivateFile } from '../../bundle';
import { ConfigurationError } from '../../control';
import { columnsOf, isQuiet, print, say, showsColors, warn } from '../output';

export { isQuiet, print, say, warn };

/** A bundle stands for what was found then, and not a file more. @throws ConfigurationError beside a manifest */
export function refuseInBundle(path: string): void {
  if (!existsSync(join(dirname(path), 'manifest.json'))) return;
  throw new ConfigurationError([
    `${path} would lie in the evidence bundle ${dirname(path)}, which would not be verified any more. Name another directory.`,
  ]);
}

/** The file takes the place of what is there: as root, even of /dev/null. @throws ConfigurationError */
export function refuseDevice(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return;
  throw new ConfigurationError([`${path} is no regular file. Name another, or leave --out away.`]);
}

function textOf(text: string | Iterable<string> | Uint8Array): string {
  if (text instanceof Uint8Array) return Buffer.from(text).toString();
  return typeof text === 'string' ? text : [...text].join('');
}

/** Writes a private file as it is, or prints so that nothing is obeyed but a writer's own `colors`. */
export function printOrWrite(
  text: string | Iterable<string> | Uint8Array,
  path: string | undefined,
  {
    holdsNames = true,
    colors = false,
  }: { readonly holdsNames?: boolean; readonly colors?: boolean } = {},
): void {
  if (path === undefined) {
    print(textOf(text), colors);
    return;
  }
  refuseDevice(path);
  writePrivateFile(path, text);
  say(`Written to ${path} (${holdsNames ? 'holds user names: ' : ''}readable by you only).`);
}

/** Colours and width of the terminal; the file at `path` has neither. */
export function terminal(path?: string): { readonly colors: boolean; readonly width?: number } {
  if (path !== undefined) return { colors: false };
  const width = columnsOf(process.stdout);
  const colors = showsColors(process.stdout);
  return width === undefined ? { colors } : { colors, width };
}

const COLUMNS = 80;

/** A text that begins with what was done, of which `--quiet` leaves that line; `write` is told the columns. */
export function printShort(write: (width: number) => string): void {
  if (isQuiet()) print(write(Number.POSITIVE_INFINITY).split('\n')[0] ?? '');
  else print(write(terminal().width ?? COLUMNS));
}

/** A text that ends with its verdict, of which `--quiet` leaves that line; a file gets all of it. */
export function printVerdict(
  text: string,
  path: string | undefined,
  options: { readonly holdsNames?: boolean; readonly colors?: boolean } = {},
): void {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  printOrWrite(isQuiet() && path === undefined ? last : text, path, options);
}
