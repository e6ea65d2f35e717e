import { relative } from 'node:path';
import { type Declaration, exportsOf, find } from './declaration';
import { entryText } from './entry';
import { matchersIn } from './matchers';
import { mentionedIn, signatureOf } from './signature';

/** A file whose exports can be imported under a name. */
export interface Door {
  readonly name: string;
  readonly file: string;
  readonly about: string;
}

/** What the page is made of; paths are shown from `root`. */
export interface Api {
  readonly root: string;
  readonly doors: readonly Door[];
  /** The file that declares them to Jest. */
  readonly matchers?: string;
  /** Titles by name. */
  readonly profiles: ReadonlyMap<string, string>;
}

interface Entry {
  readonly door: string;
  readonly declaration: Declaration;
}

const INTRODUCTION = `# API

Made by \`npm run docs\` from the docstrings; do not edit.

What a policy can import. An \`Instant\` is a number of milliseconds since 1970-01-01T00:00:00Z, a day
is 24 hours, and dates are in UTC.`;

const MATCHERS = `## Matchers

What \`expect(...)\` knows of iamspec in every file that imports \`iamspec/jest\`. For a wrong kind of
subject, and for a user of whom the report leaves credentials out, all throw, also under \`.not\`.`;

const PROFILES = `## iamspec/profiles/*

The default export of each is a \`Profile\`, to build upon with \`extends\`.`;

const OTHERS = `## Types that these mention

They cannot be imported by name.`;

/** The API page, as Markdown. Throws for an export without a docstring or a type. */
export function apiPage({ root, doors, matchers, profiles }: Api): string {
  const entries = doors.flatMap(entriesOf);
  const first = new Map(entries.toReversed().map((entry) => [keyOf(entry.declaration), entry]));
  const ofDoors = doors.flatMap(({ name, about }) => {
    const own = entries.filter(({ door }) => door === name);
    return section(
      `## ${name}\n\n${about}`,
      own.map((entry) => write(entry, first, root)),
    );
  });
  const declared = matchers === undefined ? [] : matchersIn(matchers, root);
  const names = [...profiles].map(([name, title]) => `- \`${name}\`: ${title}`);
  const others = mentioned(entries).map((declaration) => written(declaration, root));
  return `${[
    INTRODUCTION,
    ...ofDoors,
    ...section(MATCHERS, declared),
    ...section(PROFILES, names.length === 0 ? [] : [names.join('\n')]),
    ...section(OTHERS, others),
  ].join('\n\n')}\n`;
}

function section(opening: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [opening, ...parts];
}

function entriesOf({ name: door, file }: Door): readonly Entry[] {
  const found = exportsOf(file).map((name) => {
    const declaration = find(file, name);
    if (declaration?.name !== name) throw new Error(`${file}, ${name}: nothing declares it`);
    return { door, declaration };
  });
  return found.toSorted((one, other) => compare(one.declaration, other.declaration));
}

// Values first.
function compare(one: Declaration, other: Declaration): number {
  const order = Number(isType(one)) - Number(isType(other));
  return order || one.name.localeCompare(other.name, 'en');
}

function isType({ node }: Declaration): boolean {
  return node.type.startsWith('TS');
}

function keyOf({ file, name }: Declaration): string {
  return `${file} ${name}`;
}

function write(entry: Entry, first: ReadonlyMap<string, Entry>, root: string): string {
  const { declaration } = entry;
  const before = first.get(keyOf(declaration));
  if (!before || before === entry) return written(declaration, root);
  return `### ${declaration.name}\n\nThe same as in \`${before.door}\`.`;
}

function written(declaration: Declaration, root: string): string {
  const { file, name, docs } = declaration;
  const where = `${relative(root, file)}, ${name}`;
  if (docs === undefined) throw new Error(`${where}: it has no docstring`);
  try {
    return entryText(name, docs, signatureOf(declaration));
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : error}`);
  }
}

/** What the entries name that no door exports, and what that names in turn. */
function mentioned(entries: readonly Entry[]): readonly Declaration[] {
  const known = new Map(entries.map(({ declaration }) => [keyOf(declaration), declaration]));
  const found: Declaration[] = [];
  for (const declaration of known.values()) {
    for (const name of mentionedIn(declaration)) {
      const other = find(declaration.file, name);
      if (!other || known.has(keyOf(other))) continue;
      known.set(keyOf(other), other);
      found.push(other);
    }
  }
  return found.sort(compare);
}
