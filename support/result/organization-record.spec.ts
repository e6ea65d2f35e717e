import { orgAccount, organizationRecord } from '../../tools/testing/organization';
import { AS_OF } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Verdict } from '../control';
import { DAY } from '../report';
import { formatRecord, parseRecord, recordOf, skippedRecord } from './organization-record';

const account = orgAccount('111122223333', { name: 'prod', ou: { ids: ['r-1'], path: 'Root' } });
const FILES = { bundle: 'accounts/x', junit: 'accounts/x/junit.xml' };
const of = (overrides: Parameters<typeof auditResult>[0]) =>
  recordOf(account, auditResult(overrides), FILES, AS_OF + 1);

describe('recordOf', () => {
  test('sums an account up', () => {
    const verdicts = [
      verdict('a', 'passed', '-'),
      verdict('b', 'failed', '-'),
      verdict('c', 'failed', '-', { severity: 'low' }),
      verdict('d', 'waived', '-'),
    ];
    const results = [
      controlResult('key-age', 'high', verdicts),
      controlResult('mfa', undefined, []),
    ];
    const audited = auditedReport({ readAt: AS_OF + 90_500 });
    expect(of({ results, audited })).toEqual({
      account: '111122223333',
      name: 'prod',
      ou: 'Root',
      status: 'failed',
      reason: '2 of 4 failed',
      exitCode: 1,
      profiles: ['house'],
      source: 'live',
      generatedTime: '2025-06-30T12:00:00Z',
      reportAgeSeconds: 90,
      failed: { high: 1, low: 1 },
      controls: [
        {
          profile: 'house',
          control: 'key-age',
          severity: 'high',
          counts: { passed: 1, failed: 2, waived: 1 },
        },
        { profile: 'house', control: 'mfa', counts: {} },
      ],
      todo: { owners: [] },
      bundle: 'accounts/x',
      junit: 'accounts/x/junit.xml',
      run: '2025-06-30T12-00-00Z-0a1b2c',
      finishedAt: '2025-06-30T12:00:00Z',
    });
  });

  test('says whose most failing users are, since when, and what falls due next', () => {
    const of1 = (name: string, user: string, overrides: Partial<Verdict>) =>
      verdict(user, 'failed', '-', { arn: user, owner: { name, by: 'tag team' }, ...overrides });
    const verdicts = [
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => of1(name, name, {})),
      of1('f', 'f2', { dueAt: AS_OF - DAY }),
      of1('f', 'f2', { dueAt: AS_OF }),
      verdict('g', 'passed', '-', { dueAt: AS_OF + 2 * DAY }),
      verdict('h', 'waived', '-', { dueAt: AS_OF + DAY }),
      verdict('i', 'notApplicable', '-'),
    ];
    const record = of({ results: [controlResult('key-age', 'high', verdicts)] });
    expect(record.todo).toEqual({
      owners: [
        { name: 'f', users: 2 },
        ...['a', 'b', 'c', 'd'].map((name) => ({ name, users: 1 })),
      ],
      failingSince: '2025-06-29T12:00:00Z',
      nextDue: '2025-07-01T12:00:00Z',
    });
    expect(parseRecord(formatRecord(record))).toEqual(record);
  });

  test('where there was nothing to judge, says whom it looked at, and passes nobody', () => {
    const verdicts = [verdict('a', 'notApplicable', '-')];
    const record = of({ results: [controlResult('mfa', 'high', verdicts)], exitCode: 0 });
    expect(record).toMatchObject({
      status: 'skipped',
      reason: 'nothing to judge: root and 2 users',
      exitCode: 0,
    });
  });

  const results = (...statuses: ('passed' | 'failed' | 'error' | 'notReviewed')[]) => [
    controlResult(
      'key-age',
      'high',
      statuses.map((status) => verdict('a', status, `is ${status}`)),
    ),
  ];

  test.each<[string, Parameters<typeof auditResult>[0], string, string]>([
    ['passed', { exitCode: 0, results: results('passed') }, 'passed', '0 of 1 failed'],
    [
      'failed below the threshold',
      { exitCode: 0, failOn: 'critical', results: results('failed') },
      'passed',
      '1 of 1 failed, all below critical',
    ],
    [
      'one that could not be checked',
      { exitCode: 2, results: results('failed', 'error') },
      'error',
      '1 of 2 could not be checked: is error',
    ],
    [
      'nothing reviewed',
      { exitCode: 2, results: results('notReviewed') },
      'error',
      'nothing was reviewed',
    ],
    [
      'no report',
      { exitCode: 2, audited: undefined, results: results('error'), problems: ['refused', 'x'] },
      'error',
      'refused',
    ],
  ])('%s', (_, overrides, status, reason) => {
    expect(of(overrides)).toMatchObject({ status, reason });
  });
});

describe('a line', () => {
  test.each([
    of({}),
    of({ audited: undefined, problems: ['line\nbreak "quoted" \u2028'], exitCode: 2 }),
    skippedRecord(account, 'it is suspended', 'run', AS_OF),
    organizationRecord('7'),
  ])('is read as it was written', (record) => {
    const line = formatRecord(record);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(parseRecord(line)).toEqual(record);
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    formatRecord(organizationRecord('7')).slice(0, -3),
    JSON.stringify({ ...organizationRecord('7'), more: 1 }),
    JSON.stringify({ ...organizationRecord('7'), status: 'fine' }),
    JSON.stringify({ ...organizationRecord('7'), account: '7' }),
    JSON.stringify({ ...organizationRecord('7'), exitCode: 3 }),
    JSON.stringify({ ...organizationRecord('7'), failed: { huge: 1 } }),
    JSON.stringify({ ...organizationRecord('7'), failed: { high: -1 } }),
  ])('%s is no record', (line) => {
    expect(parseRecord(line)).toBeUndefined();
  });
});
