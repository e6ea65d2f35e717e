import { exitCodeOf } from './outcome';
import { reaches, SEVERITIES } from './severity';
import type { Status } from './verdict';

test.each([
  ['low', 'low', true],
  ['medium', 'low', true],
  ['low', 'medium', false],
  ['high', 'critical', false],
  ['critical', 'critical', true],
] as const)('%s reaches %s: %s', (severity, threshold, expected) => {
  expect(reaches(severity, threshold)).toBe(expected);
});

describe('exitCodeOf', () => {
  const outcome = (statuses: readonly Status[], failOn = SEVERITIES[0]) =>
    exitCodeOf(
      statuses.map((status) => ({ status, severity: 'medium' })),
      failOn,
    );

  test('is 0 where nothing failed', () => {
    expect(outcome(['passed', 'waived', 'notApplicable', 'notReviewed'])).toBe(0);
  });

  test('is 1 where something failed', () => {
    expect(outcome(['passed', 'failed'])).toBe(1);
  });

  test('is 2 where something could not be checked, whatever else failed', () => {
    expect(outcome(['passed', 'failed', 'error'])).toBe(2);
    expect(exitCodeOf([{ status: 'error', severity: 'low' }], 'critical')).toBe(2);
  });

  test('is 2 without any verdict', () => {
    expect(outcome([])).toBe(2);
  });

  test('is 2 where nothing was judged and anything was not reviewed', () => {
    expect(outcome(['notReviewed'])).toBe(2);
    expect(outcome(['notApplicable', 'notReviewed'])).toBe(2);
  });

  test('is 0 where there was nothing to judge', () => {
    expect(outcome(['notApplicable', 'notApplicable'])).toBe(0);
  });

  test('leaves out failures below the severity that counts, and no others', () => {
    const failed = [{ status: 'failed', severity: 'high' }] as const;
    expect(exitCodeOf(failed, 'high')).toBe(1);
    expect(exitCodeOf(failed, 'critical')).toBe(0);
  });
});
