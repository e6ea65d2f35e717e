import { writePrivateFile } from '../evidence';

/** Writes a result to standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Tells how work goes, apart from the result, so that a pipe gets the result alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
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
