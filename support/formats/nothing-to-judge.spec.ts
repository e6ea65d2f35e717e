import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Status } from '../control';
import { headline } from '../page/account/facts';
import { nobodyJudged } from '../result';
import { summaryJson } from '../result/summary-json';
import { summary } from './summary/summary';
import { summaryMarkdown } from './summary-markdown';

const of = (statuses: readonly Status[], exitCode: 0 | 1 | 2 = 0, notRun = 0) => {
  const verdicts = statuses.map((status, index) => verdict(`user ${index}`, status, '-'));
  return auditResult({ exitCode, results: [controlResult('mfa', 'high', verdicts, { notRun })] });
};

describe('a run with nothing but what is not applicable', () => {
  const result = of(['notApplicable', 'notApplicable']);
  const text = summary(result, { colors: false, evidence: [] });

  test('says that there was nothing to judge and whom it looked at, and is no pass', () => {
    expect(text).toMatch(/NOTHING TO JUDGE: root and 2 users were looked at.* Exit 0\.\n$/);
    expect(summaryMarkdown(result)).toMatch(/^## iamspec: .*NOTHING TO JUDGE/);
    expect(summaryJson(result)).toMatchObject({ exitCode: 0, verdict: 'nothing to judge' });
    expect(headline(result)).toMatchObject({ tone: 'open', title: 'NOTHING TO JUDGE' });
    expect(headline(result).detail).toContain('root and 2 users');
    for (const said of [text, summaryMarkdown(result), headline(result).title]) {
      expect(said).not.toMatch(/PASSED/);
    }
  });

  test('in part, where a filter narrowed it', () => {
    const partial = of(['notApplicable'], 0, 3);
    expect(summary(partial, { colors: false, evidence: [] })).toMatch(
      /PARTIAL RUN \(3 left out by your filter\), NOTHING TO JUDGE/,
    );
    expect(headline(partial).title).toBe('PARTIAL RUN: NOTHING TO JUDGE');
  });
});

test.each<[readonly Status[], 0 | 1 | 2]>([
  [['notApplicable', 'passed'], 0],
  [['notApplicable', 'waived'], 0],
  [['notApplicable', 'failed'], 0],
  [['notApplicable', 'notReviewed'], 2],
  [['error'], 2],
])('%j is something, or could not check', (statuses, exitCode) => {
  expect(nobodyJudged(of(statuses, exitCode))).toBeUndefined();
});
