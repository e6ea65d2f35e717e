import { createHash, type KeyObject } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../report';
import type { ChainProblem, StoredRun } from '../result';
import { readOwnBytes, readOwnFile } from './own-directory';
import type { Retired } from './retired-schema';
import { isSignedBy } from './signature';
import { parseStrictJson } from './strict-json';

/** The latest marker of the runs that retention took away; earlier ones are `retired-<number>.json`. */
export const RETIRED = 'retired.json';

// Bytes: a run of 42 controls takes 8 KB.
const LARGEST = 64 << 20;
const LONGEST_SIGNATURE = 1000;

/** What retention took away from the directory of an account. */
export interface RetiredRuns {
  /** The oldest first. */
  readonly runs: readonly StoredRun[];
  /** The marker that the next one follows. */
  readonly latest: { readonly number: number; readonly sha256: string } | undefined;
  /** The ids of those that the markers say they are of. */
  readonly accounts: ReadonlySet<string>;
  /** The ids of those that bore no signature of the key that signed the marker. */
  readonly unsigned: ReadonlySet<string>;
  readonly problems: readonly ChainProblem[];
  readonly notes: readonly string[];
}

/** The name of the marker that another one took the place of. */
export function formerName(number: number): string {
  return `retired-${number}.json`;
}

/** Reads the markers in a directory, each held against the next; with keys, each must be signed with one of them. */
export function readRetired(directory: string, keys: readonly KeyObject[]): RetiredRuns {
  const runs: StoredRun[] = [];
  const problems: ChainProblem[] = [];
  const notes = new Set<string>();
  const accounts = new Set<string>();
  const unsigned = new Set<string>();
  let latest: RetiredRuns['latest'];
  let expected: string | null = null;
  let name: string | undefined = isThere(join(directory, RETIRED)) ? RETIRED : undefined;
  while (name !== undefined) {
    const path: string = join(directory, name);
    try {
      const bytes = readOwnBytes(path, LARGEST);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (latest && expected !== sha256) {
        const text = `${name} was altered: its SHA-256 is ${sha256}, but the marker after it says ${expected}.`;
        problems.push(problem('altered', text));
        break;
      }
      problems.push(...signatureProblems(path, bytes, keys, notes));
      const marker = parsed(bytes);
      latest ??= { number: marker.number, sha256 };
      accounts.add(marker.account);
      for (const { runId, isSigned } of marker.runs) if (!isSigned) unsigned.add(runId);
      runs.unshift(...marker.runs.map(storedRun));
      expected = marker.former;
      name = marker.former === null ? undefined : formerName(marker.number - 1);
    } catch (error) {
      const text = `${name}, which says what retention took away, cannot be read: ${messageOf(error)}.`;
      problems.push(problem('missing', text));
      break;
    }
  }
  return { runs, latest, accounts, unsigned, problems, notes: [...notes] };
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function parsed(bytes: Buffer): Retired {
  const { RETIRED_SCHEMA }: typeof import('./retired-schema') = require('./retired-schema');
  const found = RETIRED_SCHEMA.safeParse(parseStrictJson(bytes.toString('utf8')));
  if (found.success) return found.data;
  const { prettifyError }: typeof import('zod') = require('zod');
  throw new Error(prettifyError(found.error));
}

function storedRun({
  previous,
  controls,
  isSigned: _,
  ...run
}: Retired['runs'][number]): StoredRun {
  return { ...run, previous, controls, isRetired: true, waivers: [], read: () => ({}) };
}

function signatureProblems(
  path: string,
  bytes: Buffer,
  keys: readonly KeyObject[],
  notes: Set<string>,
): readonly ChainProblem[] {
  const signature = `${path}.sig`;
  const isSigned = existsSync(signature);
  if (keys.length === 0) {
    notes.add(
      isSigned
        ? 'What retention took away is signed, but no key was given to check it with: --key public.pem.'
        : 'What retention took away is not signed: whoever could take runs away could have written it too.',
    );
    return [];
  }
  if (!isSigned) return [problem('not signed', `${path} is not signed: there is no ${signature}.`)];
  const text = readOwnFile(signature, LONGEST_SIGNATURE);
  if (keys.some((key) => isSignedBy(bytes, text, key))) return [];
  return [
    problem(
      'not signed',
      `The signature of ${path} is not that of it and of a key that was given.`,
    ),
  ];
}

function problem(kind: ChainProblem['kind'], text: string): ChainProblem {
  return { kind, runs: [], text };
}
