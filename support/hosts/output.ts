import { StringDecoder } from 'node:string_decoder';
import { inert, type Kept, visibleLines } from '../result';

/** Where text goes: a stream of the process, or what stands for one. */
export type Output = Pick<NodeJS.WriteStream, 'write'>;

type Written = (error?: Error | null) => void;
type Write = (text: string, written?: Written) => boolean;

/** How the streams that are guarded write by themselves. */
const unguarded = new WeakMap<Output, Write>();

let displayed = false;
let tabbed = false;

/**
 * Writes a text of which a terminal or a CI system obeys nothing, whoever wrote what is in it.
 *
 * @param colors lets the colours pass that a writer of ours added
 */
export function write(out: Output, text: string, colors = false): void {
  writeAsIs(out, inert(text, colors ? 'colors' : 'nothing'));
}

/** Writes what is meant to be obeyed, all of it ours: the annotations of GitHub, the bar of progress. */
export function writeAsIs(out: Output, text: string): void {
  const own = unguarded.get(out);
  if (own) own(text);
  else out.write(text);
}

/**
 * Writes a result to standard output.
 *
 * @param colors whether a writer of ours has coloured it
 */
export function print(text: string, colors = false): void {
  write(process.stdout, text.endsWith('\n') ? text : `${text}\n`, colors);
}

/** Tells how work goes, apart from the result, so that a pipe gets the result alone. */
export function say(text: string): void {
  write(process.stderr, `${visibleLines(text)}\n`);
}

/** Whether a stream shows colours. https://no-color.org: any value but the empty one. */
export function showsColors({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

/**
 * Makes what libraries write to this process's streams inert too: Jest, the parser of arguments, the
 * console of a plain test. To be called before any of them writes.
 */
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

/** Lets tabs pass: shells have them between a word that they are offered and what it stands for. */
export function allowTabs(): void {
  tabbed = true;
}

/** Lets a display of Jest's own move the cursor: that of its watch mode, or of reporters of the caller. */
export function allowDisplay(): void {
  displayed = true;
}
