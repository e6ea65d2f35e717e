import { reaches, type Severity } from './severity';
import type { Verdict } from './verdict';

/** What the process says to its caller: 0 policy held, 1 policy broken, 2 could not check. */
export type ExitCode = 0 | 1 | 2;

/**
 * Sums verdicts up to an exit code. What could not be checked outweighs what failed. Where nothing
 * passed, failed or was waived, nothing was judged: that is well where the account has nothing to
 * judge (`not applicable`), and no outcome where anything was not reviewed.
 *
 * @param failOn failures below this severity do not count
 */
export function exitCodeOf(
  verdicts: readonly Pick<Verdict, 'status' | 'severity'>[],
  failOn: Severity,
): ExitCode {
  if (verdicts.length === 0 || verdicts.some(({ status }) => status === 'error')) return 2;
  if (!isJudged(verdicts) && verdicts.some(({ status }) => status === 'notReviewed')) return 2;
  const failed = verdicts.some(
    ({ status, severity }) => status === 'failed' && reaches(severity, failOn),
  );
  return failed ? 1 : 0;
}

/** Tells whether anything was judged: a verdict that passed, failed or was waived. */
export function isJudged(verdicts: readonly Pick<Verdict, 'status'>[]): boolean {
  return verdicts.some(({ status }) => ['passed', 'failed', 'waived'].includes(status));
}
