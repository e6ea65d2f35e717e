import { stripVTControlCharacters } from 'node:util';
import { ACCOUNT, AS_OF, csv, parseCsv, rootRow, userRow } from '../../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult as control,
  verdict as verdictOf,
} from '../../../tools/testing/result';
import type { Status, Verdict } from '../../control';
import { type AuditedReport, type AuditResult, sourceLabel } from '../../result';
import { inert } from '../../result/visible';
import { summary } from './summary';

const MINUTE = 60_000;

const verdict = (subject: string, status: Status, reason: string, fix?: string): Verdict =>
  verdictOf(subject, status, reason, { fix, arn: arnOf(subject) });

// As in a report: that of the owner, of root for the account too; none where nobody was judged.
function arnOf(subject: string): string | undefined {
  const [name] = subject.split(' / ');
  if (name === 'all subjects') return undefined;
  const isUser = name !== '<root_account>' && name !== 'account';
  return `arn:aws:iam::${ACCOUNT}:${isUser ? `user/${name}` : 'root'}`;
}

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
        'Rotate the key: aws iam create-access-key --user-name bob, aws iam delete-access-key --user-name bob --access-key-id AKIADX54ERR6CEXAMPLE',
      ),
      verdict('alice / access key 2', 'waived', 'waived'),
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
Report    generated 2025-06-30T12:00:00Z, 1 h 15 min old; IAM makes the next one
          from 2025-06-30T16:00:00Z on

                                   could not
severity  control                 be checked  failed  waived  passed
critical  root-mfa                         1       -       -       -
medium    key-age  maxAgeDays 90           -       1       1       1

root-mfa (critical): Title of root-mfa
  <root_account>: could not be checked, why.

key-age (medium): Title of key-age
  failed bob / access key 1 is 91 days old; the limit is 90 days.
  Fix: Rotate the key:
    aws iam create-access-key --user-name bob
    aws iam delete-access-key --user-name bob \\
      --access-key-id AKIADX54ERR6CEXAMPLE

Evidence  reports/junit.xml (holds user names: readable by you only)

Next      npx iamspec explain bob
          npx iamspec due
          npx iamspec remediate --out fix.sh

1 of 2 users fails (1 credential); 1 of 2 controls could not be checked in full.
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
    expect(aged(0)).toMatch(/IAM makes the next one from\s+2025-06-30T16:00:00Z on/);
  });

  test('a bare CSV does not say: the evidence names the clock or the setting', () => {
    expect(dated('clock')).toMatch(/says not when it was generated[\s\S]*this machine's time/);
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

describe('a run that could look at nobody', () => {
  const controls = ['key-age', 'root-mfa'].map((id) =>
    control(id, undefined, [verdict('all subjects', 'error', 'all subjects: refused.')]),
  );
  // As a run that is refused tells it of each control.
  const because = (problem: string) =>
    controls.map((each) => ({
      ...each,
      verdicts: [
        verdict('all subjects', 'error', `all subjects: could not be checked, ${problem}.`),
      ],
    }));
  const lines = ({ problems = [] }: Pick<Partial<AuditResult>, 'problems'>) =>
    plain({ audited: undefined, results: because(problems[0]?.replace(/\.$/, '') ?? ''), problems })
      .trim()
      .split('\n');

  test('begins with its sentence, and says in one how many controls that is', () => {
    const problems = ['IAMSPEC_FAIL_ON is "hgih", expected one of low, medium, high, critical.'];
    const [first, second, empty, third, ...rest] = lines({ problems });
    expect([first, second]).toEqual([
      'Could not check: IAMSPEC_FAIL_ON is "hgih", expected one of low, medium,',
      '    high, critical.',
    ]);
    expect([empty, third]).toEqual(['', '2 controls of house could not be checked.']);
    expect(rest.join('\n')).not.toContain('key-age');
    expect(rest.at(-1)).toMatch(/^COULD NOT CHECK: .* 2 could not be checked\. Exit 2\.$/);
  });

  test('keeps the entries of a list apart', () => {
    const problems = [
      `The credential report cannot be used:\n  - ${'word '.repeat(20)}\n  - line 3`,
    ];
    expect(lines({ problems }).slice(0, 4)).toEqual([
      'Could not check: The credential report cannot be used:',
      `    - ${'word '.repeat(15).trim()}`,
      `      ${'word '.repeat(5)}`.trimEnd(),
      '    - line 3',
    ]);
  });

  test('where not even the profile is known, nothing could be checked', () => {
    const named = { profile: 'iamspec', id: 'configuration' };
    const results = controls.slice(0, 1).map((each) => ({ ...each, ...named }));
    const text = plain({
      audited: undefined,
      profiles: [],
      results,
      problems: ['refused'],
    });
    expect(text).toContain('\n\nNothing could be checked.\n\n');
  });

  test('an error of one control, which is not that of the run, is still told', () => {
    const problems = ['the evidence could not be written: x'];
    expect(plain({ results: controls, problems })).toContain('all subjects: refused.');
  });

  test('a run with one error among others still shows each control', () => {
    expect(plain({ problems: ['the evidence could not be written: x'] })).toMatch(
      /\nmedium +key-age [\s\S]*\nCould not check: the evidence/,
    );
  });
});

describe('who fails', () => {
  const headline = (overrides: Partial<AuditResult>) =>
    plain(overrides).trimEnd().split('\n\n').at(-1)?.split('\n').slice(0, -1).join(' ');
  const failing = (...subjects: readonly string[]) =>
    control(
      'key-age',
      'low',
      subjects.map((subject) => verdict(subject, 'failed', '-')),
    );
  const passing = control('root-mfa', 'critical', [verdict('<root_account>', 'passed', '-')]);

  test.each<[string, AuditResult['results'], string]>([
    ['nobody', [passing], 'None of root and 2 users fails.'],
    ['a user', [failing('bob')], '1 of 2 users fails.'],
    [
      'a user with two keys, by two controls',
      [
        failing('bob / access key 1', 'bob / access key 2'),
        { ...failing('bob / access key 1'), id: 'key-use' },
      ],
      '1 of 2 users fails (2 credentials).',
    ],
    ['all users', [failing('alice', 'bob / password')], '2 of 2 users fail (1 credential).'],
    ['root', [failing('<root_account>')], 'Root fails.'],
    [
      'root, the account and a user',
      [failing('<root_account>', 'account', 'bob')],
      'Root, the account and 1 of 2 users fail.',
    ],
    ['a plain test', [{ ...failing('bob'), profile: undefined }], '1 plain test fails.'],
    ['somebody whom the report lacks', [failing('carol')], '1 other subject fails.'],
  ])('%s', (_, results, text) => {
    expect(headline({ results, exitCode: 1 })).toBe(text);
  });

  test('is not said without what could not be looked at', () => {
    const open = [
      control('key-age', 'low', [verdict('all subjects', 'error', '-')]),
      control('key-use', 'low', [verdict('all subjects', 'notReviewed', '-')]),
    ];
    expect(headline({ results: [passing, ...open] })).toBe(
      'None of root and 2 users fails; 1 of 3 controls could not be checked in full; 1 of 3 controls was not reviewed in full.',
    );
    expect(headline({ results: [passing, { ...failing(), notRun: 3 }] })).toBe(
      'In what was run: none of root and 2 users fails.',
    );
  });
});

describe('several profiles', () => {
  const cis = control('user-mfa', 'high', [verdict('bob', 'failed', 'bob has no MFA.')], {
    profile: 'cis-aws-5.0',
    requirements: ['1.9'],
  });
  const pci = { ...cis, profile: 'pci-dss-4.0.1', requirements: ['8.4.2', '8.5.1'] };
  const idle = (profile: string, maxIdleDays: number, status: Status) =>
    control('key-use', 'low', [verdict('bob / access key 1', status, `${maxIdleDays} days`)], {
      profile,
      inputs: { maxIdleDays },
      requirements: [`r${maxIdleDays}`],
    });
  const both = (...results: AuditResult['results']) => plain({ results, exitCode: 1 });

  test('a finding that they share is shown once, with all requirements that it breaks', () => {
    const text = both(cis, pci);
    expect(text).toContain(`severity  control   failed
high      user-mfa       1

user-mfa (high): Title of user-mfa
  Breaks cis-aws-5.0 1.9, pci-dss-4.0.1 8.4.2, pci-dss-4.0.1 8.5.1
  failed bob has no MFA.

`);
    expect(text).toContain('1 of 2 users fails.');
    expect(text.match(/bob has no MFA/g)).toHaveLength(1);
  });

  test('with other limits each has its line; a credential that breaks both is named once', () => {
    const text = both(idle('cis-aws-5.0', 45, 'failed'), idle('house', 90, 'failed'));
    expect(text).toMatch(/^low +key-use {2}cis-aws-5\.0: maxIdleDays 45 +1$/m);
    expect(text).toMatch(/^low +key-use {2}house: maxIdleDays 90 +1$/m);
    expect(text).toContain('  Breaks cis-aws-5.0 r45, house r90\n  failed 45 days\n\n');
  });

  test('a requirement that is kept is not among those that are broken', () => {
    const text = both(idle('cis-aws-5.0', 45, 'failed'), idle('house', 90, 'passed'));
    expect(text).toContain('  Breaks cis-aws-5.0 r45\n');
  });
});

describe('what to do next', () => {
  const next = (bundle?: string, overrides: Partial<AuditResult> = {}) =>
    summary(result(overrides), { colors: false, evidence: [], bundle })
      .split('\n\n')
      .find((section) => section.startsWith('Next '))
      ?.split('\n')
      .map((line) => line.slice(10));

  test('leads to the user who fails worst, to what falls due and to a script', () => {
    expect(next('reports/latest')).toEqual([
      'npx iamspec explain bob --report reports/latest',
      'npx iamspec due --report reports/latest',
      'npx iamspec remediate --report reports/latest --out fix.sh',
    ]);
  });

  test('nothing fails: only what falls due', () => {
    expect(next('reports/latest', { results: [], exitCode: 0 })).toEqual([
      'npx iamspec due --report reports/latest',
    ]);
  });

  test('without a bundle names the report as it was given, so that a shell takes it', () => {
    const origin = { kind: 'file', path: "it's.csv", format: 'csv' } as const;
    const dated = { ...audited().report, asOfSource: 'IAMSPEC_AS_OF' } as const;
    expect(next(undefined, { audited: audited({ origin, report: dated }), results: [] })).toEqual([
      String.raw`npx iamspec due --report 'it'\''s.csv' --as-of 2025-06-30T12:00:00Z`,
    ]);
    expect(next()?.[1]).toBe('npx iamspec due');
  });

  test.each([
    ['=cmd', "'=cmd'"],
    ['-rf', `arn:aws:iam::${ACCOUNT}:user/-rf`],
    ['<root_account>', 'root'],
  ])('%s is typed as %s', (name, typed) => {
    const text = csv([rootRow(), userRow('=cmd'), userRow('-rf')]);
    const results = [control('key-age', 'low', [verdict(name, 'failed', '-')])];
    const found = next(undefined, { audited: audited({ report: parseCsv(text) }), results });
    expect(found?.[0]).toBe(`npx iamspec explain ${typed}`);
  });
});

describe('80 columns', () => {
  const long = 'word '.repeat(60).trim();
  const many = ['failed', 'passed', 'error', 'notReviewed', 'waived', 'notApplicable'] as const;
  const results = many.map((status, at) =>
    control(
      `a-control-of-which-the-name-is-long-${at}`,
      'critical',
      [
        verdict(
          `bob / access key ${at}`,
          status,
          `bob / access key ${at}: ${long}`,
          `${long}: aws iam update-access-key --user-name bob --access-key-id AKIADX54ERR6CEXAMPLE --status Inactive`,
        ),
      ],
      {
        inputs: { maxAgeDays: 90, allowedKinds: ['hardware', 'passkey', 'certified key'] },
        requirements: long.split(' ').map((_, n) => `AC-${n}(1)`),
      },
    ),
  );
  const text = (width?: number) =>
    summary(result({ results, problems: [long], audited: audited({ notes: [long] }) }), {
      colors: false,
      width,
      evidence: [`reports/${'x'.repeat(40)}/index.html`, 'reports/junit.xml'],
      bundle: 'reports/latest',
    });

  test.each([80, 100, 200])(
    'no line but the verdict is longer than %d, whatever is in it',
    (width) => {
      const longest = text(width)
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .map((line) => line.length);
      expect(Math.max(...longest)).toBeLessThanOrEqual(width);
      expect(Math.max(...longest)).toBeGreaterThan(width - 5);
    },
  );

  test('are what holds where no width is known, as in a CI log', () => {
    expect(text()).toBe(text(80));
  });

  test('the words of the table are those of every other output', () => {
    const [first, second] = text().split('\n\n')[1]?.split('\n') ?? [];
    expect(first?.trim().split(/ {2,}/)).toEqual(['could not', 'not', 'not']);
    expect(second?.split(/ +/)).toEqual(
      'severity control be checked failed reviewed waived passed applicable'.split(' '),
    );
  });

  test('commands are whole, and broken as a shell takes them', () => {
    expect(text()).toContain(String.raw`
    aws iam update-access-key --user-name bob \
      --access-key-id AKIADX54ERR6CEXAMPLE --status Inactive
`);
  });
});

test('quiet leaves what could not be checked, and the verdict', () => {
  const quiet = (overrides: Partial<AuditResult>) =>
    summary(result(overrides), { colors: false, evidence: ['reports/junit.xml'], quiet: true });
  expect(quiet({})).toMatch(/^COULD NOT CHECK: .* Exit 2\.\n$/);
  const [first, second] = quiet({ problems: ['no credentials'] }).split('\n');
  expect(first).toBe('Could not check: no credentials');
  expect(second).toMatch(/^COULD NOT CHECK: /);
});
