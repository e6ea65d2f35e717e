import { audit, dated } from '../../../support/judge';
import type { AuditResult } from '../../../support/result';
import { makePlan, newRun, takeSettings } from '../../../support/run';
import { ROWS, SNAPSHOT } from './account';
import { comparePage } from './page';

function judge(profile: string): AuditResult {
  const plan = makePlan(takeSettings({ IAMSPEC_PROFILE: profile }));
  const readAt = SNAPSHOT.generatedTime ?? 0;
  const run = { identity: newRun(plan.settings), now: () => readAt };
  return audit(plan, dated(SNAPSHOT, readAt, undefined), run);
}

/** The same, but that nobody fails a control, or everybody does. */
const always = (id: string, status: 'failed' | 'passed') => (profile: string) => {
  const result = judge(profile);
  const results = result.results.map((each) => ({
    ...each,
    verdicts: each.verdicts.map((verdict) => (each.id === id ? { ...verdict, status } : verdict)),
  }));
  return { ...result, results };
};

test('the account has 300 users and root', () => {
  expect(ROWS).toHaveLength(301);
  expect(new Set(ROWS.map(({ user }) => user)).size).toBe(301);
});

describe('the page of the comparison', () => {
  test('counts what was judged', () => {
    const page = comparePage(judge);
    expect(page).toContain(
      '| console users have MFA | `cis-aws-5.0`: `console-user-mfa` | 18 | 18 |',
    );
    expect(page).toContain(
      '| credentials used within 45 days | 5 × `never-signed-in` | 5 | 0 | 5 |',
    );
  });

  test.each([
    ['console-user-mfa', 'passed', 'consoleMfa: the difference about without-mfa'],
    ['access-key-rotation', 'failed', 'rotation: the difference about person'],
  ] as const)('a difference that nobody explains is an error: %s always %s', (id, status, text) => {
    expect(() => comparePage(always(id, status))).toThrow(`${text} is not explained`);
  });

  test('an explanation without a difference is an error: all users have MFA, by the text of IAM.19', () => {
    const strict = (profile: string) => judge(profile === 'all' ? 'aws-fsbp' : profile);
    expect(() => comparePage(strict)).toThrow('everyMfa: there is no difference about former');
  });

  test('what iamspec could not judge is an error', () => {
    const without = (profile: string) => ({ ...judge(profile), results: [] });
    expect(() => comparePage(without)).toThrow('unused could not be judged');
  });
});
