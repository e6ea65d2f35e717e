import { StringDecoder } from 'node:string_decoder';
import { inert, type Kept, visibleLines } from '../result';

/** Where text goes: a stream of the process, or what stands for one. */
export type Output = Pick<NodeJS.WriteStream, 'write'>;

type Written = (error?: Error | null) => void;
type Write = (text: string, written?: Written) => boolean;

const unguarded = new WeakMap<Output, Write>();

let displayed = false;
let tabbed = false;
let quiet = false;

/** Writes a text of which a terminal or a CI system obeys nothing; `colors`: those of our writers pass. */
export function write(out: Output, text: string, colors = false): void {
  writeAsIs(out, inert(text, colors ? 'colors' : 'nothing'));
}

/** Writes what is meant to be obeyed, all of it ours: GitHub's annotations, the progress bar. */
export function writeAsIs(out: Output, text: string): void {
  const own = unguarded.get(out);
  if (own) own(text);
  else out.write(text);
}

/** Writes a result to standard output; `colors`: a writer of ours has coloured it. */
export function print(text: string, colors = false): void {
  write(process.stdout, text.endsWith('\n') ? text : `${text}\n`, colors);
}

/** Tells how work goes on standard error, so that a pipe gets the result alone; not where `--quiet` is given. */
export function say(text: string): void {
  if (!quiet) warn(text);
}

/** Tells on standard error what nobody may miss: what could not be done or checked. */
export function warn(text: string): void {
  write(process.stderr, `${visibleLines(text)}\n`);
}

/** Whether to leave the verdict line and errors alone. */
export function beQuiet(whether: boolean): void {
  quiet = whether;
}

/** Whether `--quiet` is given. */
export function isQuiet(): boolean {
  return quiet;
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a stream shows colours. https://no-color.org, https://force-color.org: any value but the empty one. */
export function showsColors({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return isTTY === true && TERM !== 'dumb';
}

/**
 * The columns of a terminal. A pipe, a file and a CI log have those that `COLUMNS` names, else undefined: their
 * texts are the same everywhere.
 */
export function columnsOf({
  isTTY,
  columns,
}: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number | undefined {
  if (isTTY && columns > 0) return columns;
  const { COLUMNS = '' } = process.env;
  return /^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : undefined;
}

/** Makes what Jest, commander and consoles write inert too. Call it before any of them writes. */
export function guardOutput(): void {
  for (const stream of [process.stdout, process.stderr]) guard(stream);
}

function guard(stream: NodeJS.WriteStream): void {
  if (unguarded.has(stream)) return;
  const own: Write = stream.write.bind(stream);
  unguarded.set(stream, own);
  const decoder = new StringDecoder('utf8');
  stream.write = (
    chunk: Uint8Array | string,
    encoding?: BufferEncoding | Written,
    written?: Written,
  ): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    return own(inert(text, keptOf(stream)), typeof encoding === 'function' ? encoding : written);
  };
}

function keptOf(stream: NodeJS.WriteStream): Kept {
  if (displayed && (stream.isTTY || process.env.FORCE_COLOR)) return 'display';
  if (tabbed) return 'tabs';
  return showsColors(stream) ? 'colors' : 'nothing';
}

/** Lets tabs pass: completion writes them between a word and what it stands for. */
export function allowTabs(): void {
  tabbed = true;
}

/** Lets Jest's watch mode and the caller's reporters move the cursor. */
export function allowDisplay(): void {
  displayed = true;
}
