import {
  BundleError,
  BundleFiles,
  fileProblems,
  isOfAnother,
  readManifest,
  readRetired,
  StoredRuns,
} from '../bundle';
import type { Instant } from '../report';
import { type ChainProblem, chainExitCode, chainProblems, chainsOf } from '../result';
import { checkSignature, type TrustedKey } from './check-signature';
import { chainLine, chainProblemLine, type VerifiedRun } from './core/chain-text';
import { contradictions, futureTimes } from './core/contradictions';

/** What the runs of an account are held against. */
export interface ChainAuditor {
  /** Without one no signature is asked for. */
  readonly keys: readonly TrustedKey[];
  /** undefined = whichever it is, but all of one. */
  readonly account: string | undefined;
  readonly now: Instant;
}

/** What the verification of a chain found. */
export interface ChainVerification {
  readonly runs: readonly VerifiedRun[];
  readonly accounts: readonly string[];
  readonly problems: readonly ChainProblem[];
  readonly notes: readonly string[];
  /** Whether the signature of each was checked. */
  readonly authenticated: boolean;
  /** 0 unbroken, 1 altered or forked, 2 a run missing or unreadable. */
  readonly exitCode: 0 | 1 | 2;
}

/**
 * Checks the bundles of an account that lie in a directory, which anybody may have made: signatures, the hash of every
 * file, times, and whether each run follows the one that it names. No verdict is evaluated again.
 */
export function verifyChain(
  directory: string,
  { keys, account, now }: ChainAuditor,
): ChainVerification {
  const retired = readRetired(
    directory,
    keys.map(({ key }) => key),
  );
  const stored = new StoredRuns(directory, retired);
  const runs: VerifiedRun[] = [];
  for (const run of stored.runs({ account })) {
    const { runId, startedAt, profiles, manifest, previous, isRetired, source } = run;
    runs.push({ runId, startedAt, profiles, manifest, previous, isRetired, source });
  }
  const { damaged, problems: found, notes } = stored.besides();
  // Those that say of themselves that they are of no chain, too: whoever altered one could have it say so.
  const neverSigned = runs
    .filter(({ runId, isRetired }) => isRetired && keys.length > 0 && retired.unsigned.has(runId))
    .map(({ runId }) => ({
      kind: 'not signed' as const,
      runs: [runId],
      text: `Run ${runId} was retired without a signature of the key that signed the marker.`,
    }));
  const unread = new Set(damaged.map(({ runId }) => runId));
  const bundles = stored.places
    .filter((place) => !isOfAnother(place, account) && !unread.has(place.runId))
    .flatMap((place) => bundleProblems(place.runId, place.directory, { keys, account, now }));
  const problems = [...bundles, ...neverSigned, ...chainProblems(runs, damaged), ...found];
  if (runs.length === 0 && problems.length === 0) {
    problems.push({ kind: 'missing', runs: [], text: 'There is no run.' });
  }
  const exitCode = chainExitCode(problems);
  const accounts = [...stored.found.keys()];
  return { runs, accounts, problems, notes, authenticated: keys.length > 0, exitCode };
}

// Each is let go before the next is read.
function bundleProblems(
  runId: string,
  directory: string,
  { keys, now }: ChainAuditor,
): readonly ChainProblem[] {
  const all = (kind: ChainProblem['kind'], texts: readonly string[]) =>
    texts.map((text) => ({ kind, runs: [runId], text: `Run ${runId}: ${text}` }));
  try {
    const files = new BundleFiles(directory);
    const signature = checkSignature(files, keys).problems;
    if (signature.length > 0) return all('not signed', signature);
    const manifest = readManifest(files);
    return [
      ...all('altered', [...fileProblems(files, manifest), ...contradictions(manifest)]),
      ...all('unreadable', futureTimes(manifest, now)),
    ];
  } catch (error) {
    if (error instanceof BundleError) return all('unreadable', [error.message]);
    throw error;
  }
}

/** A line for each chain, each note and each problem, the outcome last. */
export function chainLines(directory: string, verification: ChainVerification): readonly string[] {
  const { runs, accounts, problems, notes } = verification;
  return [
    ...chainsOf(runs).map((chain) => chainLine(chain, accounts)),
    ...notes,
    ...problems.map(chainProblemLine),
    `${directory}: ${word(verification)}.`,
  ];
}

function word({ exitCode, authenticated }: ChainVerification): string {
  if (exitCode === 1) return 'NOT verified: a run was altered or is not signed, or a chain forks';
  if (exitCode === 2) return 'not whole: a run is missing or cannot be read';
  const signed = authenticated ? 'authenticated' : 'not authenticated: no signature was checked';
  return `unbroken, ${signed}`;
}
