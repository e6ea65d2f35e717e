import { formatInstant } from '../../report';
import {
  type ChainedRun,
  type ChainProblem,
  chainExitCode,
  count,
  type StoredRun,
} from '../../result';

/** A run of an account, as what is said of its chain needs it. */
export type VerifiedRun = ChainedRun & Pick<StoredRun, 'source'>;

/** What is said of the runs of one chain, the oldest first. */
export function chainLine(chain: readonly VerifiedRun[], accounts: readonly string[]): string {
  const [first, last] = [chain[0], chain.at(-1)];
  const retired = chain.filter(({ isRetired }) => isRetired).length;
  const unchained = chain.filter(({ previous }) => previous === undefined).length;
  const sources = [...new Set(chain.map(({ source }) => source))];
  const notes = [
    ...(retired > 0 ? [`${retired} of them retired`] : []),
    ...(unchained > 0 ? [`${unchained} not chained: an older version made them`] : []),
  ];
  const told = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return (
    `${count(chain.length, 'run')} of account ${accounts.join(', ')} (${sources.join(', ')}), ${first?.profiles.join(', ') || 'no profile'}, from ` +
    `${formatInstant(first?.startedAt ?? 0)} to ${formatInstant(last?.startedAt ?? 0)}${told}. Nobody vouches for the last ` +
    `of them, ${last?.runId}, but its signature.`
  );
}

/** What is wrong with a chain, in a line: whether something is not as recorded, or cannot be told. */
export function chainProblemLine(problem: ChainProblem): string {
  const isAltered = chainExitCode([problem]) === 1;
  return `${isAltered ? 'NOT AS RECORDED' : 'BUT'}: ${problem.text}`;
}
