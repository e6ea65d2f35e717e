import { DEMO_ACCOUNT_ID, formatInstant } from '../../report';
import { roughDuration } from '../rough-duration';
import { count } from '../words';
import type { ChainHistory, History } from './history';
import type { FailingSince, Point } from './shares';

/** What the shares of some runs come to; those in which something was not checked tell none. */
export interface ShareSummary {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly lowest: number | undefined;
}

/** See `ShareSummary`. */
export function sharesIn(points: readonly Point[]): ShareSummary {
  const shares = points.flatMap(({ share }) => share ?? []);
  const lowest = shares.length > 0 ? shares.reduce((a, b) => Math.min(a, b)) : undefined;
  return { first: shares[0], last: shares.at(-1), lowest };
}

/** `98.7%`, cut off rather than rounded, so that only all is 100%; `-` where it is not known. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '-';
  // In tenths; what a division leaves below a whole number is not a loss.
  return `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)}%`;
}

/** `2026-01-31`, or `2026-01-31 or before` where nothing earlier is known; `-` where nothing fails. */
export function sinceText(since: FailingSince | undefined): string {
  if (!since) return '-';
  const day = formatInstant(since.startedAt).slice(0, 'YYYY-MM-DD'.length);
  return since.isAtLeast ? `${day} or before` : day;
}

/** `3 days`, `-` where it is not known. */
export function spanText(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '-' : roughDuration(milliseconds);
}

/** Each gap as a sentence. */
export function gapTexts({ gaps, profiles }: ChainHistory): readonly string[] {
  return gaps.map(({ from, to, after, before, incomplete }) => {
    const start = after === undefined ? 'before any run' : `after run ${after}`;
    const end = before === undefined ? 'until the end of the period' : `before run ${before}`;
    const others =
      incomplete > 0 ? ` ${count(incomplete, 'run')} in it could not check everything.` : '';
    return (
      `No complete run of ${profiles.join(', ')} from ${formatInstant(from)} to ${formatInstant(to)}, for ` +
      `${roughDuration(to - from)}: ${start}, ${end}.${others}`
    );
  });
}

const WORDS = ['UNBROKEN', 'BROKEN', 'NOT WHOLE'] as const;

/** The outcome in a word: `UNBROKEN`, `BROKEN` or `NOT WHOLE`. */
export function outcomeWord({ exitCode }: Pick<History, 'exitCode'>): string {
  return WORDS[exitCode];
}

/** `DEMO ` before whatever is told of the made-up account, so that nobody takes it for evidence. */
export function demoMark({ account }: Pick<History, 'account'>): string {
  return account === DEMO_ACCOUNT_ID ? 'DEMO ' : '';
}

/** The outcome in a line, with what it comes from. */
export function outcomeLine(history: History): string {
  const { chains, problems, exitCode } = history;
  const total = (number: (chain: ChainHistory) => number) =>
    chains.reduce((sum, chain) => sum + number(chain), 0);
  const kinds = [...new Set(problems.map(({ kind }) => kind))].map(
    (kind) => `${problems.filter((each) => each.kind === kind).length} ${kind}`,
  );
  const gaps = total((chain) => chain.gaps.length);
  const runs = total((chain) => chain.runs.length);
  const found = [count(runs, 'run'), ...(gaps > 0 ? [count(gaps, 'gap')] : []), ...kinds];
  return `${demoMark(history)}${outcomeWord(history)}: ${found.join(', ')}. Exit ${exitCode}.`;
}
