import { againstSchema, readSuites } from '../../tools/testing/read-junit';
import { AS_OF } from '../../tools/testing/report';
import { auditResult, controlResult, HOSTILE_NAMES, verdict } from '../../tools/testing/result';
import type { AuditResult, Changes } from '../result';
import { annotations, junit, summary, summaryMarkdown } from '.';

const named = (...subjects: readonly string[]) => [
  { profile: 'house', control: 'key-age', subjects },
];
const CHANGES: Changes = {
  before: { runId: '2025-06-29T12-00-00Z-0a1b2c', startedAt: AS_OF, manifest: 'a'.repeat(64) },
  isReference: false,
  between: [],
  new: named('carol'),
  still: 2,
  mended: named('dave', 'erin'),
  setAside: 0,
};
const SINCE = { ...CHANGES, isReference: true, between: ['one'] };

/** Alice and bob fail as they did, carol newly; dave passes. */
function result(changes: Changes | undefined, overrides: Partial<AuditResult> = {}): AuditResult {
  const failing = ['alice', 'bob', 'carol'].map((name) =>
    verdict(name, 'failed', `${name} fails.`, { fix: 'rotate' }),
  );
  const verdicts = [...failing, verdict('dave', 'passed', 'dave passes.')];
  const results = [controlResult('key-age', 'high', verdicts)];
  return auditResult({ results, changes, ...overrides });
}

const xml = (of: AuditResult) => [...junit(of)].join('');
// Wide enough that no line is broken.
const text = (of: AuditResult) => summary(of, { colors: false, evidence: [], width: 1000 });
const SHORT = { settings: { IAMSPEC_JUNIT: 'failures' } };

describe('JUnit', () => {
  test('with an earlier run that lies there: all failures fail, and properties tell them apart', async () => {
    const written = xml(result(CHANGES));
    expect(written).toContain('tests="4" failures="3" errors="0"');
    for (const [name, value] of [
      ['compared with', 'run 2025-06-29T12-00-00Z-0a1b2c'],
      ['new failures', '1'],
      ['still failing', '2'],
      ['mended', '2'],
    ]) {
      expect(written).toContain(`<property name="${name}" value="${value}"/>`);
    }
    expect(await againstSchema([written])).toEqual([]);
  });

  test('since a reference: what failed there is skipped, with its reason, and counted aloud', async () => {
    const written = xml(result(SINCE));
    expect(written).toContain('tests="4" failures="1" errors="0"');
    expect(written).toMatch(/<testsuite [^>]*failures="1" skipped="2"/);
    expect(written).toContain(
      '<skipped message="still failing since run 2025-06-29T12-00-00Z-0a1b2c: alice fails."/>',
    );
    expect(written).toContain('<failure>carol fails.\nFix: rotate</failure>');
    expect(written).toContain(
      '<property name="since" value="run 2025-06-29T12-00-00Z-0a1b2c"/>\n' +
        '  <property name="new failures" value="1"/>\n' +
        '  <property name="still failing, skipped" value="2"/>\n' +
        '  <property name="mended" value="2"/>',
    );
    expect(await againstSchema([written])).toEqual([]);
    expect(readSuites(written)).toMatchObject([{ counts: { failures: 1, skipped: 2 } }]);
  });

  test('in short: they are among all others', () => {
    const base = auditResult().run;
    const written = xml(result(SINCE, { run: { ...base, ...SHORT } }));
    expect(written).toContain('<property name="all others" value="2 failed, 1 passed"/>');
    expect(written).toContain('<property name="still failing, skipped" value="2"/>');
    expect(written.match(/<testcase /g)).toHaveLength(2);
  });

  test('without an earlier run says nothing of it', () => {
    expect(xml(result(undefined))).not.toMatch(/new failures|mended/);
  });
});

describe('the summary', () => {
  test('counts what is new, still failing and mended, and names what is new', () => {
    const told = text(result(CHANGES));
    expect(told).toContain(
      'Changes   1 new, 2 still failing, 2 mended since run 2025-06-29T12-00-00Z-0a1b2c\n' +
        'New       carol (key-age)\n',
    );
    expect(told).toContain('FAILED: 1 passed, 3 failed, 0 waived');
    expect(text(result(undefined))).not.toMatch(/Changes|still failing/);
  });

  test('names twenty, and how many more there are', () => {
    const many = named(...Array.from({ length: 23 }, (_, at) => `user-${at}`));
    const told = text(result({ ...CHANGES, new: many }));
    expect(told.match(/^New /gm)).toHaveLength(20);
    expect(told).toContain('and 3 more that are new');
  });

  test.each<[0 | 1, Changes, string]>([
    [
      1,
      SINCE,
      'FAILED: 1 passed, 3 failed, 1 of them new since run 2025-06-29T12-00-00Z-0a1b2c, 0 waived',
    ],
    [
      0,
      { ...SINCE, new: [], still: 3 },
      'PASSED: 1 passed, 3 failed, none of them new since run 2025-06-29T12-00-00Z-0a1b2c, 0 waived',
    ],
  ])('since a reference, exit %d: its last line counts both', (exitCode, changes, expected) => {
    const told = text(result(changes, { exitCode }));
    expect(told).toContain(expected);
    expect(told).toContain('(and in 1 run after it); only what is new counts (IAMSPEC_SINCE)');
    expect(told.includes('what failed there already does not count: IAMSPEC_SINCE')).toBe(
      exitCode === 0,
    );
    expect(told).not.toContain('failures below low');
  });

  test('tells what was set aside, and of which profile where there are several', () => {
    const [own] = auditResult().profiles;
    const profiles = own ? [own, { ...own, name: 'strict' }] : [];
    const told = text(result({ ...CHANGES, setAside: 4 }, { profiles }));
    expect(told).toContain('2 mended, 4 waived or within another limit since run');
    expect(told).toContain('New       carol (house › key-age)');
  });
});

describe('Markdown', () => {
  test('tells what is new, then the counts and what is mended', () => {
    const told = summaryMarkdown(result(SINCE));
    expect(told).toContain('**3 failed**, 1 of them new since run 2025-06-29T12-00-00Z-0a1b2c');
    expect(told).toMatch(/### What changed\n\n1 new, 2 still failing, 2 mended since run/);
    expect(told).toContain(
      'New:\n\n- <code>carol</code> (<code>key-age</code>)\n\n' +
        'Mended:\n\n- <code>dave</code> (<code>key-age</code>)\n- <code>erin</code>',
    );
    expect(summaryMarkdown(result(undefined))).not.toContain('What changed');
  });

  test('says why a run with failures has passed', () => {
    const passed = { exitCode: 0 } as const;
    const told = summaryMarkdown(result({ ...SINCE, new: [], still: 3 }, passed));
    expect(told).toContain('What failed in that run already does not count.');
    const both = summaryMarkdown(
      result({ ...SINCE, new: [], still: 3 }, { ...passed, failOn: 'high' }),
    );
    expect(both).toContain('Failures below high do not count. What failed in that run already');
    expect(summaryMarkdown(result(undefined, { ...passed, failOn: 'critical' }))).toContain(
      'Failures below critical do not count.',
    );
  });

  test('keeps names inert', () => {
    const told = summaryMarkdown(result({ ...CHANGES, new: named(...HOSTILE_NAMES) }));
    expect(told).not.toMatch(/<img|\]\(javascript|\n::error/);
  });
});

describe('annotations', () => {
  test.each([CHANGES, SINCE])(
    'are errors for what is new alone, and a notice of the rest',
    (changes) => {
      const lines = annotations(result(changes)).trimEnd().split('\n');
      expect(lines[0]).toBe(
        '::error title=key-age (high) fails%3A 1::carol fails.%0AFix: Remediation of key-age.',
      );
      expect(lines[1]).toMatch(
        /^::notice title=iamspec::1 new, 2 still failing, 2 mended since run/,
      );
      expect(lines).toHaveLength(2);
    },
  );

  test('are no error where nothing is new', () => {
    const told = annotations(result({ ...CHANGES, new: [], still: 3 }));
    expect(told).toMatch(/^::notice title=iamspec::0 new, 3 still failing/);
    expect(told).not.toContain('::error');
  });

  test('are of every failure where there is no earlier run', () => {
    expect(annotations(result(undefined))).toMatch(/^::error title=key-age \(high\) fails%3A 3::/);
  });
});
