import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError } from '../control';
import { exactInstant, formatInstant, type Instant } from '../report';
import { type ChainProblem, chainProblems, chainsOf, type StoredRun } from '../result';
import { LAST_RUN, LATEST } from './bundle';
import { BundleFiles } from './bundle-files';
import { MANIFEST } from './manifest';
import { writePrivateFile } from './private-file';
import { fileProblems, readManifest } from './read-bundle';
import { formerName, RETIRED, type RetiredRuns, readRetired } from './retired';
import type { RunPlace } from './run-places';
import { isSignedBy, SIGNATURE, sign } from './signature';
import { StoredRuns } from './stored-runs';

/** What is to be taken away, and by when. */
export interface Retiring {
  /** That of the account, which its runs lie in. */
  readonly directory: string;
  readonly before: Instant;
  readonly now: Instant;
  /** Ed25519 in PEM, to sign the marker with. */
  readonly key: string | undefined;
}

/**
 * Removes the bundles of the runs that began before an instant, and leaves a marker that says what they were, so that
 * they are no gap; the latest of each chain stays. Gives their ids. Throws ConfigurationError where a chain is not whole,
 * a run is still needed, or it would not be the oldest end of a chain that goes.
 */
export function retire({ directory, before, now, key }: Retiring): readonly string[] {
  const signer = key === undefined ? undefined : createPublicKey(createPrivateKey(key));
  const retired = readRetired(directory, signer ? [signer] : []);
  const stored = new StoredRuns(directory, retired);
  // Without its verdicts, a run is small.
  const runs = [...stored.runs()];
  refuseBroken(directory, chainProblems(runs, stored.besides().damaged), stored.besides().problems);
  const [account] = stored.found.keys();
  if (account === undefined) return refuse(directory, 'there is no run.');
  const kept = runs.filter(({ isRetired }) => !isRetired);
  const leaving = chainsOf(kept).flatMap((chain) => oldestEnd(directory, chain, before));
  refuseNeeded(directory, leaving);
  const away = new Set(leaving.map(({ runId }) => runId));
  const places = stored.places.filter(({ runId }) => away.has(runId));
  const signed = new Set(places.filter((place) => isSignedRun(place, signer)).map(idOf));
  if (leaving.length > 0) {
    const marker = { account, before, now, runs: leaving, signed };
    writeMarker(directory, retired, markerText(marker, retired), key);
  }
  // What a marker names already was left by a retention that was cut off.
  const named = new Set([...leaving, ...retired.runs].map(({ runId }) => runId));
  const gone = new Set(chainsOf(kept).flatMap((chain) => namedEnd(chain, named)));
  const removed = stored.places.filter(({ runId }) => gone.has(runId));
  for (const { directory: path } of removed) rmSync(path, { recursive: true });
  return removed.map(idOf);
}

function idOf({ runId }: RunPlace): string {
  return runId;
}

// Of those that are named, the oldest end, and never the latest: a marker alone must not take all away.
function namedEnd(chain: readonly StoredRun[], named: ReadonlySet<string>): readonly string[] {
  const ids = chain.slice(0, -1).map(({ runId }) => runId);
  const first = ids.findIndex((id) => !named.has(id));
  return first === -1 ? ids : ids.slice(0, first);
}

// A marker says what the runs were, so nothing that was altered goes into it, and of each whether it was signed.
function isSignedRun({ runId, directory }: RunPlace, signer: KeyObject | undefined): boolean {
  const files = new BundleFiles(directory);
  const [problem] = fileProblems(files, readManifest(files));
  if (problem) refuse(directory, `run ${runId} was altered: ${problem}`);
  if (!signer || !files.names.includes(SIGNATURE)) return false;
  return isSignedBy(files.bytes(MANIFEST), files.text(SIGNATURE), signer);
}

function refuse(directory: string, why: string): never {
  throw new ConfigurationError([`Nothing is taken away from ${directory}: ${why}`]);
}

// A fork stands as long as its runs are told; all else would be hidden by what is taken away.
function refuseBroken(directory: string, ...problems: readonly (readonly ChainProblem[])[]): void {
  const [first] = problems.flat().filter(({ kind }) => kind !== 'forked' && kind !== 'unlinked');
  if (first) refuse(directory, `${first.text} (iamspec history ${directory} tells more.)`);
}

// The latest of each stays, so that the next has one to name.
function oldestEnd(
  directory: string,
  chain: readonly StoredRun[],
  before: Instant,
): readonly StoredRun[] {
  const first = chain.findIndex(({ startedAt }) => startedAt >= before);
  const end = first === -1 ? chain.length - 1 : first;
  const middle = chain.slice(end, -1).find(({ startedAt }) => startedAt < before);
  if (middle) {
    refuse(
      directory,
      `run ${middle.runId} began before ${formatInstant(before)}, but comes after run ${chain[end]?.runId}, which did ` +
        'not: only the oldest end of a chain can go.',
    );
  }
  return chain.slice(0, end);
}

function refuseNeeded(directory: string, leaving: readonly StoredRun[]): void {
  for (const link of [LATEST, LAST_RUN]) {
    const path = join(dirname(realpathSync(directory)), link);
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    const target = isLink ? basename(readlinkSync(path)) : undefined;
    const run = leaving.find(({ runId }) => runId === target);
    if (run) refuse(directory, `${path} points at run ${run.runId}. Name an earlier day.`);
  }
}

interface Leaving {
  readonly account: string;
  readonly before: Instant;
  readonly now: Instant;
  readonly runs: readonly StoredRun[];
  /** The ids of those that the key of the marker signed. */
  readonly signed: ReadonlySet<string>;
}

function markerText(
  { account, before, now, runs, signed }: Leaving,
  { latest }: RetiredRuns,
): string {
  const content = {
    schemaVersion: 1,
    account,
    number: (latest?.number ?? 0) + 1,
    writtenAt: exactInstant(now),
    before: exactInstant(before),
    former: latest?.sha256 ?? null,
    runs: runs.map(({ startedAt, isRetired: _, waivers: __, read: ___, ...run }) => ({
      ...run,
      startedAt: exactInstant(startedAt),
      isSigned: signed.has(run.runId),
    })),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

// Where it is cut off, the marker is there before anything goes, and at worst not signed, which is told.
function writeMarker(
  directory: string,
  { latest }: RetiredRuns,
  text: string,
  key: string | undefined,
): void {
  const [path, signature] = [join(directory, RETIRED), join(directory, `${RETIRED}.sig`)];
  const signed = key === undefined ? undefined : sign(text, key);
  if (latest) {
    const former = join(directory, formerName(latest.number));
    rmSync(former, { force: true });
    copyFileSync(path, former, constants.COPYFILE_EXCL);
    rmSync(`${former}.sig`, { force: true });
    if (existsSync(signature)) renameSync(signature, `${former}.sig`);
  }
  writePrivateFile(path, text);
  if (signed !== undefined) writePrivateFile(signature, signed);
}
