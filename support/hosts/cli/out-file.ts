import { accessSync, constants, statSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { type Command, Option } from 'commander';
import { ConfigurationError } from '../../control';
import { messageOf } from '../output';

/** Refuses to begin work whose result could not be written; `flag` names the path. @throws ConfigurationError */
export function refuseUnwritable(flag: string, path: string): void {
  const why = whyUnwritable(path);
  if (why !== undefined) throw new ConfigurationError([`${flag} is "${path}": ${why}`]);
}

function whyUnwritable(path: string): string | undefined {
  const parent = dirname(path);
  try {
    const directory = statSync(parent, { throwIfNoEntry: false });
    if (!directory) return `there is no directory ${parent}. Make it first, or name another file.`;
    if (!directory.isDirectory()) return `${parent} is no directory. Name another file.`;
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      return 'that is a directory. Name a file in it.';
    }
    accessSync(parent, constants.W_OK);
  } catch (error) {
    return `it cannot be written: ${messageOf(error)}.`;
  }
  return undefined;
}

// How a file must end for each format; the first format is that of a terminal.
type Endings<F extends string> = Readonly<Record<F, readonly string[]>>;

/** The ending of each format that several commands write. */
export const ENDINGS = {
  text: ['.txt'],
  csv: ['.csv'],
  json: ['.json'],
  markdown: ['.md', '.markdown'],
} as const;

/** The flag of every command that can write its result to a file. */
export const OUT = '--output, --out <file>';

/** What `--out` does where its ending says the format. */
export const OUT_HELP = 'write to a file: its ending says the format';

/** Gives a command `--format` and `--output`; the first format is that of a terminal. */
export function addFormats<F extends string>(command: Command, endings: Endings<F>): Command {
  const names = Object.keys(endings);
  const format = new Option('--format <format>', 'how').choices(names).default(names[0]);
  return command.addOption(format).option(OUT, OUT_HELP);
}

/** What `--format` says, else the ending of `--out`. @throws ConfigurationError if they contradict or say nothing */
export function formatOf<F extends string>(command: Command, endings: Endings<F>): F {
  const formats = Object.keys(endings).filter((name): name is F => Object.hasOwn(endings, name));
  const [standard] = formats;
  if (standard === undefined) throw new TypeError('a command that writes has a format');
  const { format, out }: Readonly<Record<string, unknown>> = command.opts();
  const isTold = command.getOptionValueSource('format') === 'cli';
  const told = isTold ? formats.find((name) => name === format) : undefined;
  const ending = typeof out === 'string' ? extname(out).toLowerCase() : '';
  const meant = formats.filter((name) => endings[name].includes(ending));
  if (told !== undefined) {
    if (meant.length === 0 || meant.includes(told)) return told;
    throw new ConfigurationError([
      `--format ${told} and --out ${out} contradict each other: ${ending} is ${meant.join(' or ')}. ` +
        'Leave out --format, or name another file.',
    ]);
  }
  if (ending === '') return standard;
  if (meant[0] !== undefined) return meant[0];
  const known = formats.flatMap((name) => endings[name]).join(', ');
  const how = format === undefined ? '' : ', or say how with --format';
  throw new ConfigurationError([
    `--out is "${out}", but nothing is written as ${ending}. End it in one of ${known}${how}.`,
  ]);
}
