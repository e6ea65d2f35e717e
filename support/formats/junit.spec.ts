import { againstSchema, readSuites } from '../../tools/testing/read-junit';
import { AS_OF } from '../../tools/testing/report';
import {
  auditedReport,
  auditResult,
  controlResult,
  verdict as verdictOf,
} from '../../tools/testing/result';
import type { Status, Verdict } from '../control';
import type { AuditResult, ControlResult } from '../result';
import { junit } from '.';

const verdict = (subject: string, status: Status, reason: string, fix?: string): Verdict =>
  verdictOf(subject, status, reason, { fix });

const control = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('key-age', 'high', verdicts, { start: AS_OF, milliseconds: 1234, ...overrides });

const write = (results: readonly ControlResult[], overrides: Partial<AuditResult> = {}) =>
  [...junit(auditResult({ results, ...overrides }))].join('');

const HOSTILE = [
  ']]>',
  '<!-- --> <b>&amp;</b> &#0; &unknown;',
  `"double" and 'single'`,
  'null \u0000 bell \u0007 escape \u001b[31mred\u001b[39m delete \u007f',
  'lone \ud800 surrogate, \uffff and \ufffe',
  'tab\tline\nreturn\r',
  'emoji 🔑, umlaut ü, right-to-left \u202e',
  '',
];

describe('junit', () => {
  test('writes a suite for each control and a case for each subject', async () => {
    const xml = write([
      control(
        [
          verdict('alice / access key 1', 'passed', 'young'),
          verdict('bob / access key 1', 'failed', 'is 100 days old', 'rotate it'),
          verdict('carol / access key 1', 'error', 'could not be checked'),
          verdict('dave / access key 1', 'waived', 'is 90 days old. Waived until 2026-01-01.'),
          verdict('erin', 'notApplicable', 'erin has no key'),
          verdict('frank', 'notReviewed', 'no facts'),
        ],
        { inputs: { maxAgeDays: 90 } },
      ),
    ]);
    expect(xml).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="iamspec" tests="6" failures="1" errors="1" time="1.234">
<testsuite name="house › key-age" errors="1" failures="1" skipped="3" timestamp="2025-06-30T12:00:00" time="1.234" tests="6">
<properties>
  <property name="account" value="111122223333"/>
  <property name="source" value="live"/>
  <property name="asOf" value="2025-06-30T12:00:00Z"/>
  <property name="asOfSource" value="GeneratedTime"/>
  <property name="severity" value="high"/>
  <property name="input maxAgeDays" value="90"/>
</properties>
<testcase classname="key-age" name="alice / access key 1" time="0"/>
<testcase classname="key-age" name="bob / access key 1" time="0">
  <failure>is 100 days old
Fix: rotate it</failure>
</testcase>
<testcase classname="key-age" name="carol / access key 1" time="0">
  <error>could not be checked</error>
</testcase>
<testcase classname="key-age" name="dave / access key 1" time="0">
  <skipped message="waived: is 90 days old. Waived until 2026-01-01."/>
</testcase>
<testcase classname="key-age" name="erin" time="0">
  <skipped message="not applicable: erin has no key"/>
</testcase>
<testcase classname="key-age" name="frank" time="0">
  <skipped message="not reviewed: no facts"/>
</testcase>
</testsuite>
</testsuites>
"
`);
    expect(await againstSchema([xml])).toEqual([]);
  });

  test('counts over all suites', () => {
    const one = control([verdict('alice', 'passed', '-'), verdict('bob', 'error', '-')]);
    const other = control([verdict('alice', 'failed', '-'), verdict('eve', 'waived', '-')], {
      id: 'mfa',
    });
    const xml = write([one, other]);
    expect(xml).toContain(
      '<testsuites name="iamspec" tests="4" failures="1" errors="1" time="2.468">',
    );
    expect(readSuites(xml).map(({ counts }) => counts)).toEqual([
      { tests: 2, failures: 0, errors: 1, skipped: 0 },
      { tests: 2, failures: 1, errors: 0, skipped: 1 },
    ]);
  });

  test('leaves a suite out where a filter left all of it out', () => {
    const [left, ran] = [control([], { notRun: 3 }), control([verdict('bob', 'passed', '-')])];
    expect(readSuites(write([left, ran]))).toHaveLength(1);
  });

  test.each<[string, readonly ControlResult[], readonly string[]]>([
    ['all has passed', [control([verdict('bob', 'passed', '-')])], ['the run was interrupted.']],
    ['another one is an error', [control([verdict('bob', 'error', '-')])], ['Jest crashed.']],
    ['nothing was selected', [], []],
  ])('a run that could not check is not green where %s', async (_, results, problems) => {
    const xml = write(results, { problems, exitCode: 2 });
    const said = problems[0] ?? 'nothing was selected';
    expect(readSuites(xml).at(-1)).toMatchObject({
      name: 'audit',
      cases: [{ outcome: 'error', message: expect.stringContaining(said) }],
    });
    expect(await againstSchema([xml])).toEqual([]);
  });

  test('two cases of one name are told apart', () => {
    const twice = control([verdict('bob', 'passed', '-'), verdict('bob', 'failed', '-')]);
    expect(readSuites(write([twice]))[0]?.cases.map(({ name }) => name)).toEqual([
      'bob',
      'bob (2)',
    ]);
  });

  test.each(['failed', 'error', 'waived', 'notApplicable', 'notReviewed'] as const)(
    'a verdict that is %s is no pass to any reader',
    (status) => {
      const [suite] = readSuites(write([control([verdict('bob', status, 'why')])]));
      expect(suite?.cases.map(({ outcome }) => outcome)).not.toContain('passed');
    },
  );

  test.each([
    ['waived', 'accepted by <carol>\nuntil "May"', 'waived: accepted by <carol>&#10;until "May"'],
    ['notApplicable', 'has no key', 'not applicable: has no key'],
    ['notReviewed', 'Not reviewed: nobody asked.', 'not reviewed: nobody asked.'],
  ] as const)('why something is %s stands in its case', (status, reason, message) => {
    const [suite] = readSuites(write([control([verdict('bob', status, reason)])]));
    expect(suite?.cases).toMatchObject([{ outcome: 'skipped', message }]);
  });

  describe('cut short for readers with limits', () => {
    const run = { ...auditResult().run, settings: { IAMSPEC_JUNIT: 'failures' } };
    const short = (...verdicts: readonly Verdict[]) => write([control(verdicts)], { run });
    const bad = [verdict('a', 'failed', 'old'), verdict('b', 'error', 'crashed')];
    const passed = verdict('c', 'passed', 'young');
    const skips = [verdict('d', 'waived', 'why'), verdict('e', 'notApplicable', 'none')];

    test.each([
      ['failures alone', bad, ['a failed', 'b error']],
      [
        'what passed besides',
        [...bad, passed, ...skips],
        ['a failed', 'b error', 'all others passed'],
      ],
      ['what was skipped alone', [...skips], ['all others skipped']],
      ['what passed alone', [passed], ['all others passed']],
    ])('%s', async (_, verdicts, expected) => {
      const xml = short(...verdicts);
      expect(await againstSchema([xml])).toEqual([]);
      const cases = readSuites(xml).flatMap((suite) => suite.cases);
      expect(cases.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(expected);
    });

    test('says how many there are of the others', () => {
      const [suite] = readSuites(short(passed, ...skips));
      expect(suite?.properties['all others']).toBe('1 waived, 1 passed, 1 not applicable');
    });
  });

  test('the sample account says DEMO in the name of every suite', () => {
    const results = [
      control([verdict('a', 'passed', '-')]),
      control([verdict('b', 'passed', '-')], { profile: undefined }),
    ];
    const names = readSuites(write(results, { audited: auditedReport({}, '000000000000') })).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['DEMO › house › key-age', 'DEMO › key-age']);
  });

  test('names hold no age, date or limit: what varies stands in the texts', () => {
    const [first, second] = [1, 2].map((day) =>
      write([
        control([verdict('bob', 'failed', `is ${day} days old`)], {
          inputs: { maxAgeDays: day },
          start: AS_OF + day,
        }),
      ]),
    );
    const names = (xml = '') =>
      readSuites(xml).flatMap(({ name, cases }) => [name, ...cases.map((each) => each.name)]);
    expect(names(first)).toEqual(names(second));
  });

  test('without a report it is whole as well', async () => {
    const xml = write(
      [control([verdict('credential report', 'error', 'no credentials')], { severity: undefined })],
      { audited: undefined },
    );
    expect(readSuites(xml)).toMatchObject([
      { cases: [{ outcome: 'error', message: 'no credentials' }] },
    ]);
    expect(await againstSchema([xml, write([], { audited: undefined })])).toEqual([]);
  });
});

describe('hostile text', () => {
  const subject = (index: number) => `subject ${index}`;

  test.each(['failed', 'error', 'waived', 'notApplicable'] as const)(
    'in a reason that is %s stays valid and readable',
    async (status) => {
      const xml = write([
        control(HOSTILE.map((text, index) => verdict(subject(index), status, text, text))),
      ]);
      expect(await againstSchema([xml])).toEqual([]);
      expect(readSuites(xml)[0]?.cases).toHaveLength(HOSTILE.length);
      expect(xml).toContain(']]&gt;');
    },
  );

  test('in names, inputs, profiles and ids stays valid too', async () => {
    const xml = write(
      HOSTILE.map((text, index) =>
        control(
          [
            verdict(`${index} ${text}`, 'passed', '-'),
            verdict(`${index} ${text} 2`, 'waived', text),
          ],
          {
            id: `id ${index} ${text}`,
            profile: `profile ${index} ${text}`,
            inputs: { [`max ${text}`]: text },
          },
        ),
      ),
    );
    expect(await againstSchema([xml])).toEqual([]);
    expect(readSuites(xml)).toHaveLength(HOSTILE.length);
  });

  test.each(['{title}', '{classname} {filename}', "$& $1 $$ $' $`", '{displayName}', 'a{b}c'])(
    'a name such as %s is written as it is, and so is a reason',
    (text) => {
      const waived = verdict(`${text} 2`, 'waived', text);
      const [suite] = readSuites(
        write([control([verdict(text, 'passed', '-'), waived], { id: text, profile: text })]),
      );
      expect(suite?.name).toBe(`${text} › ${text}`);
      expect(suite?.cases.map(({ name }) => name)).toEqual([text, `${text} 2`]);
      expect(suite?.cases.map(({ classname }) => classname)).toEqual([text, text]);
      expect(suite?.cases[1]?.message).toBe(`waived: ${text}`);
    },
  );

  test('two subjects that differ in what XML cannot hold stay two', () => {
    const [suite] = readSuites(
      write([control([verdict('a\u0001', 'passed', '-'), verdict('a\u0002b', 'failed', '-')])]),
    );
    expect(suite?.cases.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
  });

  test('a text of a megabyte is passed on whole', () => {
    const [suite] = readSuites(write([control([verdict('bob', 'failed', 'x'.repeat(1e6))])]));
    expect(suite?.cases[0]?.message).toHaveLength(1e6);
  });
});
