import { createHash } from 'node:crypto';
import { closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../control';
import { type Instant, messageOf, parseInstant } from '../report';
import {
  type AuditResult,
  bySubject,
  changesSince,
  controlKey,
  type EarlierRun,
  limitsText,
} from '../result';
import { at, bundlesIn, type Glance, glanceAt, itemsOf, listOf } from './glance';
import { unzipped, unzippedAside } from './gzip';
import { openOwnFile } from './own-directory';
import { withNotes } from './previous-run';
import { VERDICTS, VERDICTS_BEFORE } from './read-bundle';

// How far back a run of the same profiles is looked for.
const FURTHEST = 60;

/** What was found to compare a run with, and what a reader is to know of it. */
export interface FoundRun {
  readonly earlier: EarlierRun | undefined;
  readonly notes: readonly string[];
}

type Comparing = Pick<AuditResult, 'run' | 'audited' | 'profiles'>;

/**
 * The newest complete run of the same profiles before this one whose bundle lies in the directory of the account. One
 * that is damaged is none: a note says so. It is unzipped beside whatever else is done meanwhile.
 */
export async function findEarlier(account: string, of: Comparing): Promise<FoundRun> {
  const notes: string[] = [];
  const ids = bundlesIn(account).filter((id) => id < of.run.id);
  for (const id of ids.slice(-FURTHEST).reverse()) {
    try {
      const earlier = await comparable(join(account, id), id, of);
      if (earlier) return { earlier, notes };
    } catch (error) {
      notes.push(unusable(id, error));
    }
  }
  return { earlier: undefined, notes };
}

function unusable(id: string, error: unknown): string {
  return `Not compared with run ${id}, whose bundle cannot be used: ${messageOf(error)}.`;
}

/** The result with what is new, still failing and mended since a run that was found; no verdict of it changes. */
export function withChanges(result: AuditResult, { earlier, notes }: FoundRun): AuditResult {
  if (!earlier || result.changes) return withNotes(result, notes);
  try {
    return withNotes({ ...result, changes: changesSince(earlier, result) }, notes);
  } catch (error) {
    return withNotes(result, [...notes, unusable(earlier.runId, error)]);
  }
}

async function comparable(
  directory: string,
  id: string,
  { audited, profiles }: Comparing,
): Promise<EarlierRun | undefined> {
  const glance = glanceAt(directory);
  const { manifest } = glance;
  if (at(manifest, 'run', 'id') !== id) throw new Error('its manifest is of another run');
  const asOf = parseInstant(String(at(manifest, 'report', 'asOf')));
  const isComparable =
    isComplete(manifest) &&
    at(manifest, 'account', 'id') === audited?.report.accountId &&
    listOf(manifest, 'profiles', 'name')?.join() === profiles.map(({ name }) => name).join() &&
    asOf !== undefined &&
    asOf <= (audited?.report.asOf ?? 0);
  if (!isComparable) return undefined;
  const { bytes, isZipped } = verdictsAt(directory, manifest);
  return earlierRun(glance, isZipped ? await unzippedAside(bytes) : bytes);
}

function isComplete(manifest: unknown): boolean {
  const exitCode = at(manifest, 'exitCode');
  const leftOut = listOf(manifest, 'controls', 'notRun') ?? [];
  return (exitCode === 0 || exitCode === 1) && leftOut.every((notRun) => notRun === 0);
}

// Zipped, in bytes; those of 5,000 users under all controls take 2 MB.
const LARGEST = 64 << 20;

function verdictsAt(directory: string, manifest: unknown) {
  const files = at(manifest, 'files');
  const isZipped = at(files, VERDICTS) !== undefined;
  const name = isZipped ? VERDICTS : VERDICTS_BEFORE;
  const file = openOwnFile(join(directory, name), LARGEST);
  try {
    const bytes = readFileSync(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (at(files, name, 'sha256') !== sha256) throw new Error(`${name} was changed`);
    return { bytes, isZipped };
  } finally {
    closeSync(file);
  }
}

/**
 * A run, to compare another with it, from its manifest and the bytes of `verdicts.ndjson`. Throws Error where they
 * do not fit each other, at the latest when its failures are read.
 */
export function earlierRun({ manifest, sha256 }: Glance, verdicts: Buffer): EarlierRun {
  return {
    runId: String(at(manifest, 'run', 'id')),
    startedAt: instantAt(manifest, 'run', 'startedAt'),
    asOf: instantAt(manifest, 'report', 'asOf'),
    account: String(at(manifest, 'account', 'id')),
    manifest: sha256,
    isReference: false,
    between: [],
    limits: new Map(controlsOf(manifest).map((each) => [keyOf(each), limitsOf(each)])),
    failures: { [Symbol.iterator]: () => linesOf(verdicts, manifest, 'failed') },
  };
}

function* linesOf(verdicts: Buffer, manifest: unknown, status: 'failed' | 'waived') {
  const { failedLines }: typeof import('../formats') = require('../formats');
  let count = 0;
  for (const failure of failedLines(verdicts, status)) {
    count++;
    yield failure;
  }
  const said = at(manifest, 'counts', status);
  if (count === said) return;
  throw new Error(`it holds ${count} verdicts that are ${status}, but its manifest counts ${said}`);
}

function instantAt(manifest: unknown, ...names: readonly string[]): Instant {
  const instant = parseInstant(String(at(manifest, ...names)));
  if (instant === undefined) throw new Error(`its manifest has no ${names.join('.')}`);
  return instant;
}

function controlsOf(manifest: unknown): readonly unknown[] {
  const controls = itemsOf(manifest, 'controls');
  if (!controls) throw new Error('its manifest names no controls');
  return controls;
}

function keyOf(control: unknown): string {
  const profile = at(control, 'profile') ?? null;
  return controlKey(profile === null ? null : String(profile), String(at(control, 'id')));
}

function limitsOf(control: unknown): string {
  return limitsText({ inputs: at(control, 'inputs'), scope: at(control, 'scope') });
}

/**
 * A reference without what was mended since: a failure that a later complete run of the account did not have is new
 * when it is back. What was waived in one was not mended. Throws ConfigurationError where a bundle cannot be used.
 */
export function sinceMended(account: string, reference: EarlierRun): EarlierRun {
  let [failures, between] = [new Map(reference.failures), reference.between];
  for (const id of bundlesIn(account).filter((each) => each > reference.runId)) {
    try {
      const { manifest } = glanceAt(join(account, id));
      if (at(manifest, 'account', 'id') !== reference.account || !isComplete(manifest)) continue;
      const { bytes, isZipped } = verdictsAt(join(account, id), manifest);
      failures = stillFailing(failures, manifest, isZipped ? unzipped(bytes) : bytes);
      between = [...between, id];
    } catch (error) {
      throw new ConfigurationError([
        `What run ${id} had mended is not known, since its bundle cannot be used: ${messageOf(error)}. Nobody can ` +
          'tell whether what fails now was mended in between (IAMSPEC_SINCE).',
      ]);
    }
  }
  return { ...reference, failures, between };
}

// Of what was not reviewed nobody can tell whether it was mended.
function isOfAll(control: unknown): boolean {
  return ['error', 'notReviewed'].every((status) => !at(control, 'counts', status));
}

function stillFailing(failures: Failures, manifest: unknown, verdicts: Buffer): Failures {
  const checked = new Set(controlsOf(manifest).filter(isOfAll).map(keyOf));
  const known = new Map([
    ...linesOf(verdicts, manifest, 'failed'),
    ...linesOf(verdicts, manifest, 'waived'),
  ]);
  const missing = [...failures].filter(([key]) => checked.has(controlIn(key)) && !known.has(key));
  if (missing.length === 0) return failures;
  // Those whose severity or ARN is another in the later run fail in both.
  const failing = bySubject(known);
  const left = new Map(failures);
  for (const failure of missing) {
    const [subject = ''] = bySubject([failure]).keys();
    if (!failing.has(subject)) left.delete(failure[0]);
  }
  return left;
}

type Failures = Map<string, string>;

const SEVERITY = ',"severity":"';

function controlIn(key: string): string {
  return key.slice(0, key.indexOf(SEVERITY));
}
