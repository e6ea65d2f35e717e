import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import type { Severity } from '../control';
import { summaryMarkdown } from './summary-markdown';

const failed = (control: string, subject: string, severity: Severity = 'high') =>
  verdict(subject, 'failed', `${subject} is 91 days old; the limit is 90 days.`, {
    control,
    severity,
    arn: `arn:aws:iam::${ACCOUNT}:user/${subject}`,
  });

const RESULTS = [
  controlResult('key-age', 'high', [failed('key-age', 'alice'), verdict('bob', 'passed', '-')], {
    requirements: ['1.13'],
  }),
  controlResult('root-mfa', 'critical', [
    verdict('<root_account>', 'error', '<root_account>: could not be checked, why.', {
      control: 'root-mfa',
      severity: 'critical',
    }),
  ]),
];

describe('the summary as Markdown', () => {
  test('tells the verdict, what could not be checked, the controls, the failures', () => {
    expect(summaryMarkdown(auditResult({ results: RESULTS, exitCode: 2 }))).toMatchInlineSnapshot(`
"## iamspec: ⚠️ COULD NOT CHECK

Account <code>111122223333</code>, root and 2 users, live, as of 2025-06-30T12:00:00Z. Run <code>2025-06-30T12-00-00Z-0a1b2c</code>.

1 passed, **1 failed**, 0 waived, 0 not applicable, **1 could not be checked**.

### Could not check

- <code>root-mfa</code> (critical): &#60;root&#95;account&#62;: could not be checked, why.

### house: House policy

| control | severity | could not be checked | failed | not reviewed | waived | passed | not applicable |
| --- | --- | --- | --- | --- | --- | --- | --- |
| <code>key-age</code> | high | - | 1 | - | - | 1 | - |
| <code>root-mfa</code> | critical | 1 | - | - | - | - | - |

### Failures

#### <code>key-age</code> (high): 1 subject fails

Title of key-age. Rationale of key-age.

Requirements: house 1.13

- alice is 91 days old; the limit is 90 days.

Fix: Remediation of key-age.
"
`);
  });

  test('names waivers in use, and those to look at', () => {
    const waiver = {
      control: 'key-age',
      subject: 'alice',
      reason: 'vendor',
      owner: 'o',
      approvedBy: 'a',
      ticket: undefined,
      expires: AS_OF,
    };
    const waived = verdict('alice', 'waived', 'alice is waived.', { control: 'key-age', waiver });
    const text = summaryMarkdown(
      auditResult({
        results: [controlResult('key-age', 'high', [waived])],
        waivers: [waiver, { ...waiver, subject: 'x|y' }],
        exitCode: 0,
      }),
    );
    expect(text).toContain('### Waived\n\n- <code>key-age</code> (high): alice is waived.');
    expect(text).toContain('- <code>alice</code> (key-age) ends on 2025-06-30');
    expect(text).toContain('- <code>x&#124;y</code> (key-age) matches nothing');
  });

  test.each([
    [0, 'live', '## iamspec: ✅ PASSED'],
    [1, 'live', '## iamspec: ❌ FAILED'],
    [2, 'live', '## iamspec: ⚠️ COULD NOT CHECK'],
    [1, 'DEMO', '## DEMO iamspec: ❌ FAILED'],
  ] as const)('begins with the verdict: exit code %d, %s', (exitCode, source, heading) => {
    const audited = source === 'DEMO' ? auditedReport({}, '000000000000') : auditedReport();
    expect(summaryMarkdown(auditResult({ exitCode, audited })).split('\n')[0]).toBe(heading);
  });

  test('says that a run was partial, and that failures below the threshold do not count', () => {
    const partial = [
      controlResult('key-age', 'low', [failed('key-age', 'a', 'low')], { notRun: 7 }),
    ];
    const text = summaryMarkdown(auditResult({ results: partial, exitCode: 0, failOn: 'high' }));
    expect(text).toContain('PASSED (PARTIAL RUN: 7 left out by a filter)');
    expect(text).toContain('Failures below high do not count.');
    expect(text).toContain('<code>key-age</code> (7 not run)');
  });

  test('without a report says why', () => {
    const problems = ['no credentials: run aws login'];
    const text = summaryMarkdown(auditResult({ audited: undefined, problems, exitCode: 2 }));
    expect(text).toContain('No report could be had.');
    expect(text).toContain('- no credentials: run aws login');
  });
});

describe('what stopped the whole run', () => {
  const problem = 'No credentials. Three ways on:\n  - a profile\n# a file';
  const failing = (control: string) =>
    controlResult(
      control,
      undefined,
      [
        verdict(
          'credential report',
          'error',
          `credential report: could not be checked, ${problem}.`,
          {
            control,
            severity: 'critical',
          },
        ),
      ],
      { about: undefined },
    );
  const text = summaryMarkdown(
    auditResult({
      audited: undefined,
      results: [failing('key-age'), failing('root-mfa')],
      problems: [problem],
      exitCode: 2,
    }),
  );

  test('is told once, in its lines', () => {
    expect(text).toContain(`### Could not check

- No credentials. Three ways on&#58;<!-- --><br>
  &#32; - a profile<br>
  &#35;<!-- --> a file
- <code>key-age</code> (-): could not be checked
- <code>root-mfa</code> (-): could not be checked

`);
    expect(text).toContain('| <code>key-age</code> | - |');
  });
});

describe('what is too long', () => {
  test('shows 20 subjects of a control, and how many more there are', () => {
    const users = Array.from({ length: 25 }, (_, index) => failed('key-age', `u${index}`));
    const text = summaryMarkdown(
      auditResult({ results: [controlResult('key-age', 'high', users)] }),
    );
    expect(text.match(/^- u\d+ is 91/gm)).toHaveLength(20);
    expect(text).toContain('\n- and 5 more\n');
    expect(text).toContain('25 subjects fail');
  });

  test('stays below the 1 MiB of a job summary, and says that it was cut', () => {
    const long = '<'.repeat(1000);
    const results = Array.from({ length: 300 }, (_, index) =>
      controlResult(
        `c${index}`,
        'high',
        [...'abcdefghij'].map((user) => failed(`c${index}`, user + long)),
      ),
    );
    const text = summaryMarkdown(auditResult({ results }));
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    expect(text).toMatch(/… and \d+ more sections: see the evidence\.\n$/);
  });
});

describe('names', () => {
  test.each(HOSTILE_NAMES)('%j is inert wherever a name can stand', (name) => {
    const text = withName(name);
    expect(text.replace(/<\/?code>|<br>|<!-- -->/g, '')).not.toMatch(/[<>`]|\p{Cf}|\]\(|@|:error/u);
    expect(shape(text)).toEqual(shape(withName('alice')));
  });
});

function withName(name: string): string {
  const people = { owner: name, approvedBy: name, ticket: name };
  const waiver = { control: 'key-age', subject: name, reason: name, ...people, expires: AS_OF };
  const verdicts = [
    failed('key-age', name),
    verdict(name, 'error', `${name}: could not be checked, ${name}.`),
    verdict(name, 'notReviewed', name),
    verdict(name, 'waived', name, { waiver }),
  ];
  return summaryMarkdown(
    auditResult({
      results: [controlResult('key-age', 'high', verdicts, { requirements: [name] })],
      profiles: [{ name: 'house', title: name, source: undefined, notDecidable: {} }],
      waivers: [waiver],
      problems: [name],
    }),
  );
}

/** What begins each line, and into how many cells it falls; lines within an entry left out. */
function shape(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('  '));
  return lines.map((line) => {
    const [start = ''] = /^(?:#+ |- |\| |$)/.exec(line) ?? ['text'];
    return `${start}${start === '| ' ? line.split('|').length : ''}`;
  });
}
