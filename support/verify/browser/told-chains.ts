import { type ChainProblem, chainExitCode, chainProblems, chainsOf } from '../../result';
import { chainLine, chainProblemLine, type VerifiedRun } from '../core/chain-text';

/** What is said of the runs of an account: the exit code and the lines of `iamspec verify --chain`. */
export interface ToldChain {
  readonly account: string;
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

type OwnedRun = VerifiedRun & { readonly account: string };

/** Of each account of which there are several runs, given in whatever order; copies of one count once. */
export function toldChains(given: readonly OwnedRun[]): readonly ToldChain[] {
  const runs = [...new Map(given.map((run) => [`${run.runId} ${run.manifest}`, run])).values()];
  const accounts = [...new Set(runs.map(({ account }) => account))].sort();
  return accounts.flatMap((account) => {
    const own = runs.filter((run) => run.account === account).sort(byId);
    return own.length > 1 ? [toldChain(account, own)] : [];
  });
}

function toldChain(account: string, runs: readonly OwnedRun[]): ToldChain {
  const problems = [...copies(runs), ...chainProblems(runs, [])];
  const lines = [
    ...chainsOf(runs).map((chain) => chainLine(chain, [account])),
    ...problems.map(chainProblemLine),
  ];
  return { account, exitCode: chainExitCode(problems), lines };
}

function copies(runs: readonly OwnedRun[]): readonly ChainProblem[] {
  const ids = runs.map(({ runId }) => runId);
  const twice = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [...twice].map((id) => ({
    kind: 'altered',
    runs: [id],
    text: `Run ${id} is there with several manifests: one of them was altered.`,
  }));
}

function byId({ runId: one }: OwnedRun, { runId: other }: OwnedRun): number {
  return one < other ? -1 : Number(one > other);
}
