import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { type CatalogueEntry, ConfigurationError, type Control, setControlHost } from '../control';
import { CONTROLS_DIR, whyNotLoaded } from './policy-files';

/** The files of `controls/`; `plainTests` are absolute paths of those that declare no control. */
export interface Catalogue {
  readonly entries: readonly (CatalogueEntry & { readonly file: string })[];
  readonly plainTests: readonly string[];
}

const TEST_FILE = '.test.ts';

/** A wrong file becomes an entry with a problem; throws ConfigurationError for one never run. */
export function readCatalogue(directory: string): Catalogue {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const strange = names.filter(
    (name) => /\.(?:tests?|spec)\.\w+$|__tests__[\\/]/i.test(name) && !name.endsWith(TEST_FILE),
  );
  if (strange.length > 0) {
    throw new ConfigurationError([
      `${directory} holds ${strange.join(', ')}, which would not be run. Tests end in ${TEST_FILE}.`,
    ]);
  }
  const files = names
    .filter((name) => name.endsWith(TEST_FILE))
    .map((name) => join(directory, name))
    .sort();
  const declared = files.filter((file) => declaresControl(readSource(file)));
  return {
    entries: declared.map(readEntry).map(onlyOne),
    plainTests: files.filter((file) => !declared.includes(file)),
  };
}

/** The path below `controls/` without `.test.ts`; two files elsewhere may bear one name. */
export function plainId(file: string): string {
  const path = relative(CONTROLS_DIR, file);
  const own = path.startsWith('..') ? basename(file) : path.split(sep).join('/');
  return own.slice(0, -TEST_FILE.length);
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError([`${file} cannot be read: ${firstLine(error)}.`]);
  }
}

// Loading a plain Jest file here to find out would run it.
function declaresControl(source: string): boolean {
  return /\bcontrol\s*\(/.test(source) && /support\/control['"]/.test(source);
}

function readEntry(file: string): Entry {
  const id = basename(file, TEST_FILE);
  let controls: readonly Control[];
  try {
    controls = declaredBy(file);
  } catch (error) {
    const problem = `${file} cannot be loaded: ${oneLine(whyNotLoaded(error))}`;
    return { id, file, control: undefined, problem };
  }
  const [control] = controls;
  if (controls.length === 1 && control?.id === id) {
    return { id, file, control, problem: undefined };
  }
  const found = controls.map((each) => each.id).join(', ') || 'none';
  const problem = `${file} must declare exactly one control, "${id}"; it declares: ${found}`;
  return { id, file, control: undefined, problem };
}

const declarations = new Map<string, readonly Control[]>();

// A module that Node has loaded declares nothing a second time.
function declaredBy(file: string): readonly Control[] {
  const known = require.cache[file] && declarations.get(file);
  if (known) return known;
  const controls: Control[] = [];
  const former = setControlHost((control) => controls.push(control));
  try {
    require(file);
  } finally {
    setControlHost(former);
  }
  declarations.set(file, controls);
  return controls;
}

type Entry = Catalogue['entries'][number];

function onlyOne(entry: Entry, _index: number, entries: readonly Entry[]): Entry {
  const files = entries.filter(({ id }) => id === entry.id).map(({ file }) => file);
  if (files.length === 1) return entry;
  return {
    ...entry,
    control: undefined,
    problem: `several files are called so: ${files.join(', ')}`,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? '';
}
