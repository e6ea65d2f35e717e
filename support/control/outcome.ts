import { reaches, type Severity } from './severity';
import type { Verdict } from './verdict';

/** What the process says to its caller: 0 policy held, 1 policy broken, 2 could not check. */
export type ExitCode = 0 | 1 | 2;

/**
 * Sums verdicts up to an exit code. What could not be checked outweighs what failed, and where
 * nothing was reviewed, nothing passed.
 *
 * @param failOn failures below this severity do not count
 */
export function exitCodeOf(
  verdicts: readonly Pick<Verdict, 'status' | 'severity'>[],
  failOn: Severity,
): ExitCode {
  if (verdicts.every(({ status }) => status === 'notReviewed')) return 2;
  if (verdicts.some(({ status }) => status === 'error')) return 2;
  const failed = verdicts.some(
    ({ status, severity }) => status === 'failed' && reaches(severity, failOn),
  );
  return failed ? 1 : 0;
}
