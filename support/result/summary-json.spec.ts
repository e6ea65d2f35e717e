import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Waiver } from '../control';
import { DAY } from '../report';
import { summaryJson } from './summary-json';

const arn = (user: string) => `arn:aws:iam::${ACCOUNT}:user/${user}`;

const waiver = (subject: string, expires: number, control = 'key-age'): Waiver => ({
  control,
  subject,
  reason: 'vendor',
  owner: 'Olga',
  approvedBy: 'Ann',
  ticket: undefined,
  expires,
});

const failed = (control: string, subject: string, overrides = {}) =>
  verdict(subject, 'failed', `${subject} fails ${control}.`, {
    control,
    arn: arn(subject.split(' / ')[0] ?? ''),
    measured: 91.5,
    limit: 90,
    fix: `mend ${subject}`,
    ...overrides,
  });

describe('the summary as JSON', () => {
  test('holds account, run, verdict and counts', () => {
    const results = [controlResult('key-age', 'high', [failed('key-age', 'alice')])];
    expect(summaryJson(auditResult({ results }))).toMatchObject({
      schemaVersion: 1,
      run: { id: '2025-06-30T12-00-00Z-0a1b2c', startedAt: '2025-06-30T12:00:00Z', commit: null },
      account: {
        id: ACCOUNT,
        partition: 'aws',
        users: 2,
        source: 'live',
        asOf: '2025-06-30T12:00:00Z',
      },
      exitCode: 1,
      verdict: 'failed',
      failOn: 'low',
      totals: { byStatus: { failed: 1, passed: 0 }, failedBySeverity: { high: 1, low: 0 } },
      profiles: [
        {
          name: 'house',
          title: 'House policy',
          controls: [{ id: 'key-age', counts: { failed: 1 } }],
        },
      ],
    });
  });

  test('is the same after it was written and read', () => {
    const used = waiver('bob', AS_OF + DAY);
    const results = [
      controlResult('key-age', 'high', [
        failed('key-age', 'alice'),
        failed('key-age', 'bob', { status: 'waived', waiver: used }),
        verdict('account', 'error', 'why'),
        verdict('account', 'notReviewed', 'why'),
      ]),
    ];
    const summary = summaryJson(auditResult({ results, waivers: [used], problems: ['p'] }));
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  test('without a report says why', () => {
    const summary = summaryJson(
      auditResult({ audited: undefined, problems: ['no credentials'], exitCode: 2 }),
    );
    expect(summary).toMatchObject({
      account: null,
      verdict: 'could not check',
      problems: ['no credentials'],
    });
  });

  test('marks the sample account', () => {
    const audited = auditedReport({}, '000000000000');
    expect(summaryJson(auditResult({ audited })).account?.source).toBe('DEMO');
  });

  test('has a group of its own for plain Jest files', () => {
    const results = [
      controlResult('plain', undefined, [failed('plain', 'x')], { profile: undefined }),
    ];
    expect(summaryJson(auditResult({ results })).profiles[1]).toMatchObject({
      name: null,
      controls: [{ id: 'plain', severity: null }],
    });
  });
});

describe('findings', () => {
  const results = [
    controlResult(
      'many',
      'medium',
      ['a', 'b'].map((user) => failed('many', user, { severity: 'medium' })),
    ),
    controlResult('one', 'medium', [failed('one', 'a', { severity: 'medium' })]),
    controlResult('worst', 'critical', [failed('worst', 'a', { severity: 'critical' })]),
    controlResult('fine', 'critical', [verdict('a', 'passed', 'fine')]),
  ];

  test('are those that fail, the most severe first, then those with the most subjects', () => {
    const { findings } = summaryJson(auditResult({ results }));
    expect(findings.map(({ control, failing }) => [control, failing])).toEqual([
      ['worst', 1],
      ['many', 2],
      ['one', 1],
    ]);
  });

  test('say why, what to do, and what they are for', () => {
    const { findings } = summaryJson(auditResult({ results }));
    expect(findings[0]).toEqual({
      control: 'worst',
      severity: 'critical',
      title: 'Title of worst',
      why: 'Rationale of worst.',
      remediation: 'Remediation of worst.',
      requirements: [{ profile: 'house', ids: [] }],
      failing: 1,
      subjects: [
        {
          control: 'worst',
          severity: 'critical',
          profiles: ['house'],
          subject: 'a',
          user: 'a',
          arn: arn('a'),
          measured: 91.5,
          limit: 90,
          reason: 'a fails worst.',
          fix: 'mend a',
          owner: null,
          ownerBy: null,
          dueAt: null,
        },
      ],
    });
  });

  test('of several profiles are one, and so are subjects of which they say the same', () => {
    const strict = failed('key-age', 'a', { reason: 'a breaks 30 days', limit: 30 });
    const again = [
      controlResult('key-age', 'high', [failed('key-age', 'a')], { requirements: ['1.13'] }),
      controlResult('key-age', 'high', [failed('key-age', 'a')], {
        profile: 'cis',
        requirements: ['1.14'],
      }),
      controlResult('key-age', 'high', [strict], { profile: 'strict' }),
    ];
    const [finding, ...others] = summaryJson(auditResult({ results: again })).findings;
    expect(others).toEqual([]);
    expect(finding?.failing).toBe(1);
    expect(finding?.requirements).toEqual([
      { profile: 'house', ids: ['1.13'] },
      { profile: 'cis', ids: ['1.14'] },
      { profile: 'strict', ids: [] },
    ]);
    expect(finding?.subjects.map(({ profiles, limit }) => [profiles, limit])).toEqual([
      [['house', 'cis'], 90],
      [['strict'], 30],
    ]);
  });

  test('tell the user of a subject, but for the account as a whole', () => {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const verdicts = [
      failed('x', 'alice / access key 1', { arn: arn('alice') }),
      failed('x', '<root_account>', { arn: root }),
      failed('x', 'account', { arn: root }),
      failed('x', 'account / password', { arn: arn('account') }),
      failed('x', 'all subjects', { arn: undefined }),
    ];
    const { findings } = summaryJson(
      auditResult({ results: [controlResult('x', 'low', verdicts)] }),
    );
    expect(findings[0]?.subjects.map(({ user }) => user)).toEqual([
      'alice',
      '<root_account>',
      null,
      'account',
      null,
    ]);
  });
});

test('waivers: what is waived, ends soon, or matches nothing', () => {
  const [soon, stale] = [waiver('bob', AS_OF + DAY), waiver('nobody', AS_OF + DAY)];
  const results = [
    controlResult('key-age', 'high', [
      failed('key-age', 'bob', { status: 'waived', waiver: soon }),
    ]),
  ];
  const summary = summaryJson(auditResult({ results, waivers: [soon, stale] }));
  const ending = {
    control: 'key-age',
    subject: 'bob',
    reason: 'vendor',
    owner: 'Olga',
    approvedBy: 'Ann',
    ticket: null,
    expires: '2025-07-01',
  };
  expect(summary.findings).toEqual([]);
  expect(summary.waived).toMatchObject([{ subject: 'bob', waiver: ending }]);
  expect(summary.waiversEnding).toEqual([ending]);
  expect(summary.waiversStale).toMatchObject([{ subject: 'nobody' }]);
});

test('recommendations: first make it checkable, then mend the worst, then look at waivers', () => {
  const soon = waiver('bob', AS_OF + DAY);
  const results = [
    controlResult('low', 'low', [failed('low', 'a', { severity: 'low' })]),
    controlResult('high', 'high', [failed('high', 'a')]),
    controlResult('broken', 'low', [
      verdict('all subjects', 'error', 'crashed', { control: 'broken', severity: 'low' }),
    ]),
    controlResult('key-age', 'high', [
      failed('key-age', 'bob', { status: 'waived', waiver: soon }),
    ]),
  ];
  const { recommendations } = summaryJson(
    auditResult({ results, waivers: [soon], problems: ['no x'] }),
  );
  expect(recommendations).toEqual([
    { order: 1, kind: 'check', control: null, severity: null, what: 'no x', subjects: [] },
    {
      order: 2,
      kind: 'check',
      control: 'broken',
      severity: 'low',
      what: 'Find out why it could not be checked, mend that, and run again.',
      subjects: ['all subjects'],
    },
    {
      order: 3,
      kind: 'fix',
      control: 'high',
      severity: 'high',
      what: 'Remediation of high.',
      subjects: ['a'],
    },
    {
      order: 4,
      kind: 'fix',
      control: 'low',
      severity: 'low',
      what: 'Remediation of low.',
      subjects: ['a'],
    },
    {
      order: 5,
      kind: 'waiver',
      control: 'key-age',
      severity: null,
      what: 'Mend it, or have it approved again: its waiver ends on 2025-07-01.',
      subjects: ['bob'],
    },
  ]);
});

test('no list is cut, and large ones take no time', () => {
  const users = Array.from({ length: 5000 }, (_, index) => `u${index}`);
  const results = ['one', 'two', 'three', 'four'].map((id) =>
    controlResult(
      id,
      'high',
      users.map((user) => failed(id, user)),
    ),
  );
  const { findings } = summaryJson(auditResult({ results }));
  expect(findings.map(({ subjects }) => subjects.length)).toEqual([5000, 5000, 5000, 5000]);
});
