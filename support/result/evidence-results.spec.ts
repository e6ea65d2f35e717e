import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import { evidenceHeader, evidenceResults } from './evidence-results';

const passed = verdict('alice', 'passed', '-');

describe('evidenceResults', () => {
  test('are the controls with verdicts, as they are', () => {
    const control = controlResult('key-age', 'high', [passed]);
    const empty = controlResult('mfa', 'high', [], { notRun: 3 });
    expect(evidenceResults(auditResult({ results: [control, empty] }))).toEqual([control]);
  });

  test('hold an error for each problem of the run as a whole', () => {
    const results = [controlResult('key-age', 'high', [passed])];
    const problems = ['no credentials', 'no network'];
    const [, audit] = evidenceResults(auditResult({ results, problems }));
    expect(audit?.verdicts).toMatchObject([
      { subject: 'audit', status: 'error', reason: expect.stringContaining('no credentials') },
      { subject: 'audit (2)', status: 'error', reason: expect.stringContaining('no network') },
    ]);
  });

  test('hold it also where a verdict is an error already', () => {
    const results = [controlResult('key-age', 'high', [verdict('alice', 'error', '-')])];
    const [own, audit] = evidenceResults(auditResult({ results, problems: ['no credentials'] }));
    expect(own).toBe(results[0]);
    expect(audit?.verdicts).toMatchObject([{ control: 'audit', status: 'error' }]);
  });

  test.each([[[]], [['the profile is wrong']]])('are never empty: problems %j', (problems) => {
    const results = evidenceResults(auditResult({ results: [], problems, audited: undefined }));
    expect(results.flatMap(({ verdicts }) => verdicts)).toMatchObject([
      { control: 'audit', status: 'error', severity: 'critical' },
    ]);
  });

  test('tell two verdicts about one subject apart, whatever else is called so', () => {
    const subjects = ['a', 'a (2)', 'a', 'b', 'a', 'a (2)'];
    const verdicts = subjects.map((subject) => verdict(subject, 'passed', '-'));
    const [control] = evidenceResults(
      auditResult({ results: [controlResult('key-age', 'high', verdicts)] }),
    );
    expect(control?.verdicts.map(({ subject }) => subject)).toEqual([
      'a',
      'a (2)',
      'a (3)',
      'b',
      'a (4)',
      'a (2) (2)',
    ]);
  });
});

describe('evidenceHeader', () => {
  test('says what the report is', () => {
    const result = auditResult();
    expect(evidenceHeader(result)).toEqual({
      accountId: '111122223333',
      partition: 'aws',
      source: 'live',
      mark: '',
      asOf: result.audited?.report.asOf,
      readAt: result.audited?.readAt,
    });
  });

  test('marks the sample account', () => {
    const header = evidenceHeader(auditResult({ audited: auditedReport({}, '000000000000') }));
    expect(header).toMatchObject({ source: 'DEMO', mark: 'DEMO: ' });
  });

  test('without a report: when the run began', () => {
    const result = auditResult({ audited: undefined });
    expect(evidenceHeader(result)).toMatchObject({
      accountId: undefined,
      source: 'no report',
      asOf: undefined,
      readAt: result.run.startedAt,
    });
  });
});
