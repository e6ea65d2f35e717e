import { controlResult, verdict } from '../../tools/testing/result';
import type { Verdict, Waiver } from '../control';
import { waiverUse } from './waiver-use';

const AS_OF = Date.UTC(2025, 5, 30, 12);
const DAY = 86_400_000;

function waiver(subject: string, expires: number): Waiver {
  const people = { owner: 'o', approvedBy: 'a', ticket: undefined };
  return { control: 'root-mfa', subject, reason: 'r', ...people, expires };
}

const PASSED = { control: 'root-mfa', severity: 'low' } as const;

const result = (verdicts: readonly Partial<Verdict>[], notRun = 0) =>
  controlResult(
    'root-mfa',
    'low',
    verdicts.map((each) => verdict('alice', 'passed', '', { ...PASSED, ...each })),
    { notRun },
  );

test('a waiver is used where it made a failure waived', () => {
  const used = waiver('alice', AS_OF + 100 * DAY);
  const use = waiverUse([used], [result([{ status: 'waived', waiver: used }])], AS_OF);
  expect(use).toEqual({ used: [used], ending: [], stale: [] });
});

test('a waiver of a subject that passes is neither used nor stale', () => {
  const use = waiverUse([waiver('alice', AS_OF)], [result([{}])], AS_OF);
  expect(use).toEqual({ used: [], ending: [], stale: [] });
});

test('a waiver that matches nobody is stale, unless the control did not run whole', () => {
  const stale = waiver('bob', AS_OF + 100 * DAY);
  expect(waiverUse([stale], [result([{}])], AS_OF).stale).toEqual([stale]);
  expect(waiverUse([stale], [result([{}], 1)], AS_OF).stale).toEqual([]);
  expect(waiverUse([stale], [], AS_OF).stale).toEqual([]);
});

test.each(['notReviewed', 'error'] as const)(
  'a waiver is not stale where the control knew no subjects, and so is %s',
  (status) => {
    const kept = waiver('alice', AS_OF + 100 * DAY);
    const unknown = { subject: 'all subjects', arn: undefined, status };
    expect(waiverUse([kept], [result([unknown])], AS_OF).stale).toEqual([]);
    const nobody = { ...unknown, subject: 'no subject', status: 'notApplicable' } as const;
    expect(waiverUse([kept], [result([nobody])], AS_OF).stale).toEqual([kept]);
  },
);

test('a used waiver ends soon below 14 days', () => {
  const [far, near] = [waiver('alice', AS_OF + 14 * DAY), waiver('bob', AS_OF + 14 * DAY - 1)];
  const verdicts = [
    { status: 'waived', waiver: far },
    { subject: 'bob', status: 'waived', waiver: near },
  ] as const;
  expect(waiverUse([far, near], [result(verdicts)], AS_OF).ending).toEqual([near]);
});
