import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import { FORMAT_NAMES, summaryJson } from '../result';
import { annotations, pseudonymize, writerOf } from '.';

const OWNER = { name: 'payments@example.com', by: 'tag owner' };
const alice = auditedReport().report.users[0]?.arn;
const failed = verdict('alice / access key 1', 'failed', 'It is old.', {
  arn: alice,
  owner: OWNER,
  dueAt: Date.UTC(2025, 5, 1) + 1,
  fix: 'Rotate it.',
});
const result = auditResult({
  audited: auditedReport(),
  results: [controlResult('key-age', 'high', [failed])],
});

function text(name: (typeof FORMAT_NAMES)[number]): string {
  const written = writerOf(name)(result);
  if (typeof written === 'string') return written;
  return written instanceof Uint8Array ? '' : [...written].join('');
}

describe('who answers, by which rule, and since when it fails stands in', () => {
  test.each(FORMAT_NAMES.filter((name) => !['junit', 'markdown', 'xlsx'].includes(name)))(
    '%s',
    (name) => {
      for (const said of ['payments@example.com', 'tag owner', '2025-06-01T00:00:00.001Z']) {
        expect(text(name)).toContain(said);
      }
    },
  );

  test('junit, where it fails', () => {
    expect(text('junit')).toContain(
      'Fix: Rotate it.\nOwner: payments@example.com (tag owner)</failure>',
    );
  });

  test('markdown and annotations, by the name', () => {
    expect(text('markdown')).toContain('It is old. Owner: payments');
    expect(annotations(result)).toContain('Owner: payments@example.com.');
  });
});

describe('what falls due within the time that the run warns of', () => {
  const AS_OF = auditedReport().report.asOf;
  const due = (days: number) =>
    verdict(`user-${days} / access key 1`, 'passed', 'It is young.', {
      arn: alice,
      owner: OWNER,
      dueAt: AS_OF + days * 86_400_000,
    });
  const of = (...days: readonly number[]) =>
    auditResult({
      audited: auditedReport(),
      results: [controlResult('key-age', 'high', days.map(due))],
    });
  const junit = (written: ReturnType<ReturnType<typeof writerOf>>) =>
    typeof written === 'string' || written instanceof Uint8Array ? '' : [...written].join('');

  test('is counted in JUnit by control, and told in Markdown and annotations', () => {
    expect(junit(writerOf('junit')(of(1, 14, 15)))).toContain(
      '<property name="due within 14 days" value="2"/>',
    );
    expect(writerOf('markdown')(of(14, 15))).toContain('1 credential falls due within 14 days.');
    expect(annotations(of(14, 13))).toBe(
      '::notice title=iamspec::2 credentials fall due within 14 days: iamspec due\n',
    );
  });

  test('is told nowhere where there is nothing', () => {
    expect(junit(writerOf('junit')(of(15)))).not.toContain('due within');
    expect(annotations(of(15))).toBe('');
  });
});

test('nobody is named where nobody is to be named', () => {
  const open = { ...failed, owner: { name: 'nobody', by: 'no rule' } };
  const of = auditResult({ results: [controlResult('key-age', 'high', [open])] });
  const junit = writerOf('junit')(of);
  expect(typeof junit === 'string' ? junit : [...junit].join('')).not.toContain('Owner:');
  expect(annotations(of)).not.toContain('Owner:');
});

test('a summary without names has none of owners, nor what a rule is called after', () => {
  const tagged = { ...failed, owner: { name: 'payments@example.com', by: 'path /payments/' } };
  const { summary } = pseudonymize(
    summaryJson(auditResult({ results: [controlResult('key-age', 'high', [failed, tagged])] })),
  );
  expect(JSON.stringify(summary)).not.toContain('payments');
  expect(summary.findings[0]?.subjects.map(({ owner, ownerBy }) => [owner, ownerBy])).toEqual([
    ['person-0001', 'tag'],
    ['person-0001', 'path'],
  ]);
});
