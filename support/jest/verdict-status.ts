import type { AssertionResult } from '@jest/test-result';
import type { Status, Verdict } from '../control';
import { visible } from '../evidence/visible';

/** How Jest calls the outcome of each verdict. */
export const JEST_STATUS = {
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  waived: 'pending',
  notApplicable: 'pending',
  notReviewed: 'pending',
} as const satisfies Record<Status, AssertionResult['status']>;

/** What a failing test of a verdict says. */
export function failureText({ reason, fix }: Pick<Verdict, 'reason' | 'fix'>): string {
  return visible(reason) + (fix === undefined ? '' : `\nFix: ${visible(fix)}`);
}
