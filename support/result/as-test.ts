import { fullReason, type Status, type Verdict } from '../control';
import { ownerText } from './who-and-when';

/** A verdict as Jest has a test. Runners, reporters and JUnit all take it from here. */
export interface VerdictTest {
  readonly title: string;
  readonly status: (typeof TEST_STATUS)[Status];
  readonly failureMessages: string[];
}

/** What Jest calls the outcome of each verdict. */
export const TEST_STATUS = {
  passed: 'passed',
  failed: 'failed',
  error: 'failed',
  waived: 'pending',
  notApplicable: 'pending',
  notReviewed: 'pending',
} as const satisfies Record<Status, string>;

const NONE: never[] = [];

/** `safe` makes a text harmless where it is going to be shown. */
export function asTest(verdict: Verdict, safe: (text: string) => string): VerdictTest {
  const { subject, fix } = verdict;
  const status = TEST_STATUS[verdict.status];
  if (status !== 'failed') return { title: subject, status, failureMessages: NONE };
  const owner = ownerText(verdict);
  let message = safe(fullReason(verdict));
  if (fix !== undefined) message += `\nFix: ${safe(fix)}`;
  if (owner !== undefined) message += `\nOwner: ${safe(owner)}`;
  return { title: subject, status, failureMessages: [message] };
}
