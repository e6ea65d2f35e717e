import { stripVTControlCharacters } from 'node:util';
import { AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult as control,
  verdict as verdictOf,
} from '../../tools/testing/result';
import type { Status, Verdict } from '../control';
import { type AuditedReport, type AuditResult, sourceLabel } from '../result';
import { inert } from '../result/visible';
import { summary } from '.';

const MINUTE = 60_000;

const verdict = (subject: string, status: Status, reason: string, fix?: string): Verdict =>
  verdictOf(subject, status, reason, { fix });

const audited = (...[overrides, account]: Parameters<typeof auditedReport>) =>
  auditedReport({ readAt: AS_OF + 75 * MINUTE, ...overrides }, account);

const RESULTS = [
  control(
    'key-age',
    'medium',
    [
      verdict('alice / access key 1', 'passed', 'young'),
      verdict(
        'bob / access key 1',
        'failed',
        'bob / access key 1 is 91 days old; the limit is 90 days.',
        'rotate the key of bob',
      ),
      verdict('root', 'waived', 'waived'),
    ],
    { inputs: { maxAgeDays: 90 } },
  ),
  control('root-mfa', 'critical', [
    verdict('<root_account>', 'error', '<root_account>: could not be checked, why.'),
  ]),
];

const result = (overrides: Partial<AuditResult> = {}) =>
  auditResult({ audited: audited(), results: RESULTS, exitCode: 2, ...overrides });

const plain = (overrides: Partial<AuditResult> = {}) =>
  summary(result(overrides), { colors: false, evidence: ['reports/junit.xml'] });

const last = (text: string) => text.trimEnd().split('\n').at(-1);

describe('summary', () => {
  test('tells the account, the age of the report, each control, the worst failures first, and the verdict', () => {
    expect(plain()).toMatchInlineSnapshot(`
"
iamspec  house
Account   111122223333 (aws), 1 root and 2 users
Caller    arn:aws:iam::111122223333:user/auditor
Source    live
Report    generated 2025-06-30T12:00:00Z, 1 h 15 min old; IAM makes the next one from 2025-06-30T16:00:00Z on

 passed  failed  waived     n/a skipped   error   control
      1       1       1       -       -       -   house › key-age  maxAgeDays 90
      -       -       -       -       -       1   house › root-mfa

house › root-mfa (critical)
  error  <root_account>: could not be checked, why.

house › key-age (medium)
  failed bob / access key 1 is 91 days old; the limit is 90 days.
  Fix: rotate the key of bob

Evidence  reports/junit.xml (holds user names: readable by you only)

COULD NOT CHECK: 1 passed, 1 failed, 1 waived, 0 not applicable, 1 could not be checked. Exit 2.
"
`);
  });

  test('with colours says the same', () => {
    const colored = summary(result(), { colors: true, evidence: ['reports/junit.xml'] });
    expect(colored).toContain('\u001b[31m');
    expect(stripVTControlCharacters(colored)).toBe(plain());
    expect(plain()).not.toContain('\u001b');
  });

  test('shows three failures of a control, and how many more there are', () => {
    const verdicts = [1, 2, 3, 4, 5].map((n) => verdict(`user${n}`, 'failed', `user${n} fails`));
    const text = plain({ results: [control('key-age', 'low', verdicts)], exitCode: 1 });
    expect(text).toContain('failed user3 fails');
    expect(text).not.toContain('user4 fails');
    expect(text).toContain('and 2 more');
  });

  test('no report: says why, and nothing of failures', () => {
    const text = plain({
      audited: undefined,
      problems: ['no credentials'],
      results: RESULTS.slice(1),
    });
    expect(text).toContain('Could not check: no credentials');
    expect(text).not.toContain('Account');
    expect(last(text)).toMatch(/^COULD NOT CHECK: 0 passed, .* 1 could not be checked\. Exit 2\.$/);
  });

  test('nothing in it is a command to a terminal, whoever writes it, nor as it is written to a CI system', () => {
    const command = '::add-mask::x';
    const old = '##[add-mask]x ##vso[task.setvariable variable=a]b \u001b[2J';
    const hostile = `${command}\n${command}\n \t${command}\n${old}`;
    const results = [
      control('key-age', 'high', [
        verdict('bob', 'failed', hostile, hostile),
        verdict('eve', 'notReviewed', hostile),
      ]),
    ];
    const text = plain({ results, problems: [hostile], audited: audited({ notes: [hostile] }) });
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    const written = inert(text);
    expect(written).toContain('Could not check: ::add-mask::x\n  \\u003a:add-mask::x\n');
    expect(written).toContain('\\u0023#[add-mask]x');
    expect(written).not.toMatch(/^\s*::|##\w*\[/m);
  });

  test('a note of the fetch is passed on', () => {
    expect(plain({ audited: audited({ notes: ['AWS refused something.'] }) })).toMatch(
      /^Note +AWS refused something\.$/m,
    );
  });

  test('a plain file is called one', () => {
    const file = control('house', 'low', [verdict('a', 'passed', '-')], {
      profile: undefined,
      severity: undefined,
    });
    expect(plain({ results: [file] })).toContain('house (plain test)');
  });
});

describe('the closing line', () => {
  const passed = control('root-mfa', 'critical', [verdict('<root_account>', 'passed', '-')]);
  const failed = control('key-age', 'low', [verdict('bob', 'failed', '-')]);

  test.each<[string, Partial<AuditResult>, RegExp]>([
    ['0', { exitCode: 0, results: [passed] }, /^PASSED: 1 passed, 0 failed, .*\. Exit 0\.$/],
    [
      '1',
      { exitCode: 1, results: [passed, failed] },
      /^FAILED: 1 passed, 1 failed, .*\. Exit 1\.$/,
    ],
    ['2', { exitCode: 2 }, /^COULD NOT CHECK: .*\. Exit 2\.$/],
    [
      '0 in spite of failures',
      { exitCode: 0, results: [passed, failed], failOn: 'high' },
      /^PASSED: .*\(failures below high do not count: IAMSPEC_FAIL_ON\)\. Exit 0\.$/,
    ],
    [
      '0 of a part',
      { exitCode: 0, results: [passed, { ...failed, verdicts: [], notRun: 7 }] },
      /^PARTIAL RUN \(7 left out by your filter\), PASSED: 1 passed/,
    ],
    ['1 of the sample', { exitCode: 1, audited: audited({}, '000000000000') }, /^DEMO FAILED: /],
    [
      '2 of the sample',
      { exitCode: 2, audited: audited({}, '000000000000') },
      /^DEMO COULD NOT CHECK: /,
    ],
    [
      '0 of the sample',
      { exitCode: 0, results: [passed], audited: audited({}, '000000000000') },
      /^DEMO PASSED: /,
    ],
  ])('of exit code %s', (_, overrides, line) => {
    expect(last(plain(overrides))).toMatch(line);
  });
});

describe('where the report came from', () => {
  const json = { kind: 'file', path: 'report.json', format: 'json' } as const;
  const local = { kind: 'live', endpoint: 'http://127.0.0.1:5000' } as const;

  test.each<[string, AuditedReport, RegExp]>([
    ['AWS', audited(), /^Source +live$/m],
    [
      'an endpoint that is not AWS',
      audited({ origin: local }),
      /^Source +not AWS \(http:\/\/127\.0\.0\.1:5000\)$/m,
    ],
    ['a file', audited({ origin: json }), /^Source +saved report, JSON from report\.json$/m],
    [
      'the sample',
      audited({ origin: local }, '000000000000'),
      /^Source +DEMO, http:\/\/127\.0\.0\.1:5000$/m,
    ],
    [
      'the sample, in the header',
      audited({ origin: local }, '000000000000'),
      /^iamspec .*DEMO: a made-up account$/m,
    ],
    [
      'the sample as a file',
      audited({ origin: json }, '000000000000'),
      /^Source +DEMO, JSON from report\.json$/m,
    ],
    ['the sample, though from AWS', audited({}, '000000000000'), /^Source +DEMO$/m],
  ])('%s', (_, report, line) => {
    expect(plain({ audited: report })).toMatch(line);
  });

  test('only what AWS itself sent just now is live', () => {
    const labels = [
      audited(),
      audited({ origin: local }),
      audited({ origin: json }),
      audited({}, '000000000000'),
    ].map(sourceLabel);
    expect(labels).toEqual(['live', 'not AWS (http://127.0.0.1:5000)', 'saved report', 'DEMO']);
  });
});

describe('the age of the report', () => {
  const aged = (age: number) => plain({ audited: audited({ readAt: AS_OF + age }) });
  const dated = (asOfSource: AuditedReport['report']['asOfSource']) =>
    plain({ audited: audited({ report: { ...audited().report, asOfSource } }) });

  test.each([
    [-1000, '0 min old'],
    [59_999, '0 min old'],
    [59 * MINUTE, '59 min old'],
    [60 * MINUTE, '1 h 0 min old'],
    [23 * 60 * MINUTE, '23 h 0 min old'],
    [48 * 60 * MINUTE, '2 days old'],
  ])('%i ms: %s', (age, text) => {
    expect(aged(age)).toContain(`generated 2025-06-30T12:00:00Z, ${text}`);
  });

  test('IAM makes the next report four hours later', () => {
    expect(aged(0)).toContain('IAM makes the next one from 2025-06-30T16:00:00Z on');
  });

  test('a bare CSV does not say: the evidence names the clock or the setting', () => {
    expect(dated('clock')).toMatch(/says not when it was generated.*this machine's time/);
    expect(dated('IAMSPEC_AS_OF')).toMatch(/taken as of 2025-06-30T12:00:00Z \(IAMSPEC_AS_OF\)/);
  });
});

test('of many who are not reviewed, as where a bundle lacks their keys, the first are named, and how many more', () => {
  const open = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      verdict(`u${n}`, 'notReviewed', `Not reviewed: u${n}.`),
    );
  const warnings = (count: number) =>
    plain({ results: [control('key-age', 'low', open(count))] })
      .split('\n')
      .filter((line) => line.startsWith('Warning'))
      .map((line) => line.replace(/^.*: /, ''));
  expect(warnings(3)).toEqual(['u0.', 'u1.', 'u2.']);
  expect(warnings(5000)).toEqual(['u0.', 'u1.', 'u2.', 'and 4997 more not reviewed']);
});
