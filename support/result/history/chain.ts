import type { Instant } from '../../report';
import type { RunLink } from '../run-link';

/** A run as its manifest names it. */
export interface ChainedRun {
  readonly runId: string;
  readonly startedAt: Instant;
  /** Their names, in the order of the run: runs of the same make a chain. */
  readonly profiles: readonly string[];
  /** The SHA-256 of the bytes of its manifest, in hexadecimal digits. */
  readonly manifest: string;
  /** null where the run found none before it, undefined where an older version did not look for one. */
  readonly previous: RunLink | null | undefined;
  /** Whether retention took it away, and left what a marker says. */
  readonly isRetired: boolean;
}

/** A run whose manifest cannot be read; its SHA-256 where its bytes can. */
export interface DamagedRun {
  readonly runId: string;
  readonly why: string;
  readonly manifest: string | undefined;
}

/** What is wrong with a chain. */
export interface ChainProblem {
  readonly kind: 'altered' | 'forked' | 'missing' | 'unreadable' | 'unlinked' | 'not signed';
  /** The ids of the runs that it is about. */
  readonly runs: readonly string[];
  /** A sentence. */
  readonly text: string;
}

const BROKEN: readonly ChainProblem['kind'][] = ['altered', 'forked', 'not signed'];

/** 1 where a run was altered or a chain forks; 2 where a run is missing or cannot be read; 0 unbroken. */
export function chainExitCode(problems: readonly ChainProblem[]): 0 | 1 | 2 {
  if (problems.some(({ kind }) => BROKEN.includes(kind))) return 1;
  return problems.length > 0 ? 2 : 0;
}

/** The name of the chain that a run is in. */
export function chainOf({ profiles }: Pick<ChainedRun, 'profiles'>): string {
  return profiles.join(',');
}

/**
 * Where the runs of an account, the oldest first, do not follow one another: what was altered, taken out, put in or run
 * beside another.
 */
export function chainProblems(
  runs: readonly ChainedRun[],
  damaged: readonly DamagedRun[],
): readonly ChainProblem[] {
  const byId = new Map<string, ChainedRun | DamagedRun>([
    ...damaged.map((run) => [run.runId, run] as const),
    ...runs.map((run) => [run.runId, run] as const),
  ]);
  return [
    ...damaged.map(({ runId, why }) =>
      problem('unreadable', [runId], `Run ${runId} cannot be read: ${why}`),
    ),
    ...chainsOf(runs).flatMap((chain) => [
      ...chain.flatMap((run, place) => linkProblems(run, place, chain, byId)),
      ...forks(chain),
      ...unchained(chain),
      ...allRetired(chain),
    ]),
  ];
}

/** The runs of each chain, in their order. */
export function chainsOf<R extends Pick<ChainedRun, 'profiles'>>(
  runs: readonly R[],
): readonly (readonly R[])[] {
  const chains = new Map<string, R[]>();
  for (const run of runs) {
    const own = chains.get(chainOf(run));
    if (own) own.push(run);
    else chains.set(chainOf(run), [run]);
  }
  return [...chains.values()];
}

function linkProblems(
  run: ChainedRun,
  place: number,
  chain: readonly ChainedRun[],
  byId: ReadonlyMap<string, ChainedRun | DamagedRun>,
): readonly ChainProblem[] {
  const { runId, previous } = run;
  if (!previous) return unlinked(run, chain.slice(0, place));
  const { runId: named, manifest } = previous;
  if (named >= runId) {
    return [
      problem(
        'altered',
        [runId],
        `Run ${runId} names run ${named} before it, which is not earlier.`,
      ),
    ];
  }
  const found = byId.get(named);
  if (!found) return [missing(run, named, chain)];
  if (found.manifest !== undefined && found.manifest !== manifest) {
    const text =
      `Run ${named} was altered: the SHA-256 of its manifest is ${found.manifest}, but run ${runId}, which ` +
      `came after it, says ${manifest}.`;
    return [problem('altered', [named, runId], text)];
  }
  if ('profiles' in found && chainOf(found) !== chainOf(run)) {
    const text = `Run ${runId} names run ${named} before it, which is of other profiles.`;
    return [problem('altered', [runId, named], text)];
  }
  return [];
}

// Bundles of an older version begin a chain; none may stand within one.
function unlinked({ runId, previous }: ChainedRun, before: readonly ChainedRun[]) {
  const last = before.at(-1);
  if (previous === null && last) {
    const text =
      `Run ${runId} found no run before it, though run ${last.runId} was: runs between them may be missing. ` +
      'Where runners forget, name the run before (IAMSPEC_PREVIOUS).';
    return [problem('unlinked', [runId], text)];
  }
  const chained = before.findLast((each) => each.previous !== undefined);
  if (previous !== undefined || !chained) return [];
  const text = `Run ${runId} is not chained, though run ${chained.runId} before it is: an older version made it.`;
  return [problem('unlinked', [runId], text)];
}

// Retention leaves the latest of each chain.
function allRetired(chain: readonly ChainedRun[]): readonly ChainProblem[] {
  const last = chain.at(-1);
  if (!last || chain.some(({ isRetired }) => !isRetired)) return [];
  const text = `All runs up to ${last.runId} were retired, but the one after it, which retention leaves, is missing.`;
  return [problem('missing', [last.runId], text)];
}

// Where none names another, nothing was checked.
function unchained(chain: readonly ChainedRun[]): readonly ChainProblem[] {
  if (chain.length < 2 || chain.some(({ previous }) => previous !== undefined)) return [];
  const ids = chain.map(({ runId }) => runId);
  const text =
    `None of the ${chain.length} runs from ${ids[0]} to ${ids.at(-1)} names another, since an older version made them: ` +
    'nobody can tell whether one is missing.';
  return [problem('unlinked', ids, text)];
}

function missing({ runId }: ChainedRun, named: string, chain: readonly ChainedRun[]): ChainProblem {
  const before = chain.findLast((each) => each.runId < named);
  const between = before ? ` It lay between run ${before.runId} and run ${runId}.` : '';
  const text = `Run ${named} is missing: run ${runId} names it before it.${between}`;
  return problem('missing', [named], text);
}

function forks(chain: readonly ChainedRun[]): readonly ChainProblem[] {
  const after = new Map<string, string[]>();
  for (const { runId, previous } of chain) {
    if (!previous) continue;
    after.set(previous.runId, [...(after.get(previous.runId) ?? []), runId]);
  }
  return [...after].flatMap(([named, runs]) => {
    if (runs.length < 2) return [];
    const told = `${runs.slice(0, -1).join(', ')} and ${runs.at(-1)}`;
    const text = `The chain forks: runs ${told} name run ${named} before them: they ran at once, or one was put in later.`;
    return [problem('forked', runs, text)];
  });
}

function problem(kind: ChainProblem['kind'], runs: readonly string[], text: string): ChainProblem {
  return { kind, runs, text };
}
