import { reaches, type Severity } from './severity';
import type { Verdict } from './verdict';

/** 0 policy held, 1 policy broken, 2 could not check. */
export type ExitCode = 0 | 1 | 2;

/** 2 for an error, or if nothing was judged and not all is inapplicable; else `failOn` decides. */
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

/** Whether anything passed, failed or was waived. */
export function isJudged(verdicts: readonly Pick<Verdict, 'status'>[]): boolean {
  return verdicts.some(({ status }) => ['passed', 'failed', 'waived'].includes(status));
}
