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
