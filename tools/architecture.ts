import { dirname, join } from 'node:path';

/** The text of each source file, by its path from the root of the repository. */
export type Sources = ReadonlyMap<string, string>;

/** What all rooms but these three themselves may use. */
const WORDS = ['report', 'control', 'result'];

/** Which room of `support/` may import which others: data flows one way. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  report: [],
  control: ['report'],
  result: ['report', 'control'],
  judge: WORDS,
  formats: WORDS,
  page: WORDS,
  bundle: [...WORDS, 'formats', 'page'],
  aws: ['report'],
  publish: [...WORDS, 'bundle', 'aws'],
  run: [...WORDS, 'judge', 'formats', 'bundle', 'aws'],
  verify: [...WORDS, 'judge', 'formats', 'bundle', 'run', 'oracle'],
  organization: [...WORDS, 'judge', 'formats', 'page', 'bundle', 'aws', 'run'],
  // Hosts compose all of it.
  hosts: [
    ...WORDS,
    ...['judge', 'formats', 'page', 'bundle', 'aws', 'publish', 'run', 'verify', 'organization'],
    'local-iam',
  ],
  oracle: [],
  'local-iam': [],
};

/** A policy imports iamspec by its name. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  controls: [],
  profiles: [],
};

/** Rooms within a room, each with an index of its own that is public. */
const INNER = [
  'control/criteria',
  'control/proof',
  'control/samples',
  'control/shape',
  'hosts/jest',
];

/** What is loaded on its own, past an index that would load the whole room with it. */
const ALONE = [
  // Programs, loaded to run and not for what they export.
  'support/local-iam/main.ts',
  'support/local-iam/demo.ts',
  'support/local-iam/demo-org.ts',
  // What the pages' scripts in the browser share with what writes pages and files.
  'support/result/words.ts',
  'support/result/split-fix.ts',
  'support/result/csv-cell.ts',
  // What Jest loads anew for each test file.
  'support/result/as-test.ts',
  'support/result/visible.ts',
];

/** The rooms of `support/` by name. */
export const ROOM_NAMES = Object.keys(ROOMS);

/**
 * The room of a file: the folder below `support/`, or the folder at the top; undefined for what lies
 * beside the rooms.
 */
export function roomOf(file: string): string | undefined {
  const [top = '', room = '', ...rest] = file.split('/');
  if (top !== 'support') return room === '' ? undefined : top;
  return rest.length === 0 ? undefined : room;
}

/** The imports that the plan of the house forbids, a sentence each. */
export function forbiddenImports(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) =>
    importsOf(file, text, sources).flatMap((target) => problemOf(file, target) ?? []),
  );
}

function problemOf(file: string, target: string): string | undefined {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const allowed = ROOMS[from] ?? OUTSIDE[from];
  if (allowed === undefined) return ROOMS[to] && reachesPast(file, target, to);
  if (!allowed.includes(to)) return `${file} imports ${target}: ${from} may not import ${to}`;
  return reachesPast(file, target, to);
}

function reachesPast(file: string, target: string, room: string): string | undefined {
  const doors = [room, ...INNER].map((inner) => `support/${inner}/index.ts`);
  if (doors.includes(target) || ALONE.includes(target)) return undefined;
  return `${file} imports ${target}: it reaches past support/${room}/index.ts`;
}

/** The files of ours that a file imports, lazily or for their types alone too. */
function importsOf(file: string, text: string, sources: Sources): readonly string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport|require\(|import\()\s*'(\.[^'\n]*)'/g);
  return [...found].flatMap(([, path = '']) => {
    const target = join(dirname(file), path);
    const ends = ['', '.ts', '.tsx', '.mjs', '.cjs', '/index.ts'];
    const known = ends.map((end) => `${target}${end}`).find((each) => sources.has(each));
    return known === undefined ? [] : [known];
  });
}
