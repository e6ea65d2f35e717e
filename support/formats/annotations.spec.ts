import {
  auditedReport,
  auditResult,
  controlResult,
  HOSTILE_NAMES,
  verdict,
} from '../../tools/testing/result';
import type { Severity, Status } from '../control';
import { inert, visible } from '../result/visible';
import { annotations } from './annotations';

const bad = (control: string, severity: Severity, status: Status = 'failed', subject = 'alice') =>
  controlResult(control, severity, [
    verdict(subject, status, `${subject} breaks ${control}.`, { control, severity }),
  ]);

const lines = (...given: Parameters<typeof auditResult>) =>
  annotations(auditResult(...given))
    .trimEnd()
    .split('\n');

describe('annotations', () => {
  test('are an error for each control that fails, with whom and how to mend it', () => {
    const users = ['alice', 'bob'].map((user) => bad('key-age', 'high', 'failed', user).verdicts);
    const results = [controlResult('key-age', 'high', users.flat())];
    expect(annotations(auditResult({ results }))).toBe(
      '::error title=key-age (high) fails%3A 2::alice breaks key-age.%0Abob breaks key-age.%0AFix: Remediation of key-age.\n',
    );
  });

  test('begin with what could not be checked, then the most severe', () => {
    const results = [
      bad('x-low', 'low'),
      bad('x-critical', 'critical'),
      bad('x-broken', 'low', 'error'),
      bad('x-high', 'high'),
      bad('x-fine', 'critical', 'passed'),
      bad('x-waived', 'critical', 'waived'),
    ];
    expect(
      lines({ results, problems: ['no credentials\nat all'] }).map((line) => line.split('::')[1]),
    ).toEqual([
      'error title=could not check',
      'error title=x-broken could not be checked',
      'error title=x-critical (critical) fails%3A 1',
      'error title=x-high (high) fails%3A 1',
      'error title=x-low (low) fails%3A 1',
    ]);
  });

  test('of several profiles are one', () => {
    const again = bad('key-age', 'high');
    expect(lines({ results: [again, { ...again, profile: 'cis' }] })).toHaveLength(1);
  });

  test('leave out failures that do not count', () => {
    const results = [bad('x', 'low'), bad('y', 'high')];
    expect(lines({ results, failOn: 'high' })).toHaveLength(1);
  });

  test('are none where nothing is wrong', () => {
    expect(annotations(auditResult({ exitCode: 0 }))).toBe('');
  });

  test('are ten, as many as GitHub shows of a step, and a notice of how many more', () => {
    const results = [...'abcdefghijklm'].map((id) => bad(id, 'high'));
    const found = lines({ results });
    expect(found).toHaveLength(11);
    expect(found[10]).toBe(
      '::notice title=iamspec::3 more controls; all are in the evidence of the run',
    );
  });

  test('tell five subjects, and how many more', () => {
    const users = [...'abcdefgh'].flatMap((user) => bad('x', 'high', 'error', user).verdicts);
    const [line = ''] = lines({ results: [controlResult('x', 'high', users)] });
    expect(line.split('%0A')).toHaveLength(6);
    expect(line).toMatch(/%0Aand 3 more$/);
  });

  test('of the sample account say so', () => {
    const audited = auditedReport({}, '000000000000');
    expect(lines({ audited, results: [bad('x', 'high')] })[0]).toMatch(/^::error title=DEMO /);
  });
});

test('properties and texts are escaped as documented', () => {
  const results = [bad('a,b:c%', 'high', 'error', '50%')];
  expect(lines({ results })).toEqual([
    '::error title=a%2Cb%3Ac%25 could not be checked::50%25 breaks a,b:c%25.',
  ]);
});

test.each(HOSTILE_NAMES)('%j cannot begin a command, or end one', (name) => {
  const found = lines({ results: [bad(name, 'high', 'failed', name)], problems: [name] });
  expect(found).toHaveLength(2);
  for (const line of found) expect(line).toMatch(/^::error title=[^:,]*::[^\p{Cc}\p{Cf}]*$/u);
  expect(found[1]?.replaceAll('%25', '%')).toContain(`::${inert(visible(name))} breaks`);
});
