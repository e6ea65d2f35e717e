import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import {
  type CatalogueEntry,
  ConfigurationError,
  type Control,
  setControlHost,
  TEST_FILE,
} from '../control';
import { loadModule } from './load-module';
import { whyNotLoaded } from './policy-files';
import { CONTROLS_DIRS, POLICY_PROBLEM, shown } from './policy-places';

/** The files of `controls/`; `plainTests` are absolute paths of those that declare no control. */
export interface Catalogue {
  readonly entries: readonly (CatalogueEntry & { readonly file: string })[];
  readonly plainTests: readonly string[];
}

/** A wrong file becomes an entry with a problem; throws ConfigurationError for one never run. */
export function readCatalogue(...directories: readonly string[]): Catalogue {
  if (directories.length === 0 && POLICY_PROBLEM) throw new ConfigurationError([POLICY_PROBLEM]);
  const files = (directories.length === 0 ? CONTROLS_DIRS : directories).flatMap(testFiles);
  const declared = files.filter((file) => declaresControl(readSource(file)));
  return {
    entries: declared.map(readEntry).map(onlyOne),
    plainTests: files.filter((file) => !declared.includes(file)),
  };
}

function testFiles(directory: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const strange = names.filter(
    (name) =>
      !TEST_FILE.test(name) &&
      (/\.(?:tests?|spec)\.\w+$|__tests__[\\/]/i.test(name) || isMisnamed(join(directory, name))),
  );
  if (strange.length > 0) {
    throw new ConfigurationError([
      `${directory} holds ${strange.join(', ')}, which would not be run. Tests end in .test.ts, .test.mts or .test.js.`,
    ]);
  }
  return names
    .filter((name) => TEST_FILE.test(name))
    .map((name) => join(directory, name))
    .sort();
}

// A control in a file of another ending would judge nobody.
function isMisnamed(file: string): boolean {
  if (!/\.[cm]?[jt]sx?$/i.test(file) || /\.(?:samples|d)\.\w+$/i.test(file)) return false;
  return declaresControl(readSource(file));
}

/** The path below `controls/` without its ending; two files elsewhere may bear one name. */
export function plainId(file: string): string {
  const paths = CONTROLS_DIRS.map((directory) => relative(directory, file));
  const own = paths.find((path) => !path.startsWith('..')) ?? basename(file);
  return own.split(sep).join('/').replace(TEST_FILE, '');
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
  return /\bcontrol\s*\(/.test(source) && /['"]iamspec['"]/.test(source);
}

function readEntry(file: string): Entry {
  const id = basename(file).replace(TEST_FILE, '');
  let controls: readonly Control[];
  try {
    controls = declaredBy(file);
  } catch (error) {
    const problem = `${shown(file)} cannot be loaded: ${oneLine(whyNotLoaded(error))}`;
    return { id, file, control: undefined, problem };
  }
  const [control] = controls;
  if (controls.length === 1 && control?.id === id) {
    return { id, file, control, problem: undefined };
  }
  const found = controls.map((each) => each.id).join(', ') || 'none';
  const problem = `${shown(file)} must declare exactly one control, "${id}"; it declares: ${found}`;
  return { id, file, control: undefined, problem };
}

const declarations = new WeakMap<object, readonly Control[]>();

// A module that is loaded already declares nothing a second time: it is known by what it exports.
function declaredBy(file: string): readonly Control[] {
  const controls: Control[] = [];
  const former = setControlHost((control) => controls.push(control));
  try {
    const exported = loadModule(file);
    if (typeof exported !== 'object' || exported === null) return controls;
    if (controls.length === 0) return declarations.get(exported) ?? [];
    declarations.set(exported, controls);
  } finally {
    setControlHost(former);
  }
  return controls;
}

type Entry = Catalogue['entries'][number];

function onlyOne(entry: Entry, _index: number, entries: readonly Entry[]): Entry {
  const files = entries.filter(({ id }) => id === entry.id).map(({ file }) => file);
  if (files.length === 1) return entry;
  return {
    ...entry,
    control: undefined,
    problem: `several files are called so: ${files.map(shown).join(', ')}`,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0] ?? '';
}
