import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Status, Verdict, Waiver } from '../control';
import { matchesPattern } from '../control';
import { excusables, type Naming } from './excusable';

const ARN = 'arn:aws:iam::111122223333:user/alice';
const of = (subject: string, status: Status, arn = ARN, control = 'key-age') =>
  verdict(subject, status, '-', { arn, control });

function named(verdicts: readonly Verdict[], naming: Naming = 'label') {
  const result = auditResult({ results: [controlResult('key-age', 'high', verdicts)] });
  const failures = verdicts.filter(({ status }) => status === 'failed');
  const { all, besides } = excusables(result, failures, naming);
  return { subjects: all.map(({ subject }) => subject), besides };
}

describe('a waiver of a failure', () => {
  test('names its label, and excuses no other credential', () => {
    const verdicts = [of('alice / access key 1', 'failed'), of('alice / access key 2', 'passed')];
    expect(named(verdicts)).toEqual({ subjects: ['alice / access key 1'], besides: 0 });
  });

  test.each(['a*', '*', 'tag:team', '#alice', ' alice', 'alice ', 'a\nb', '\u200b'])(
    'never names %j, which a file would take for something else, but the ARN if that is nobody else’s',
    (label) => {
      expect(named([of(label, 'failed')]).subjects).toEqual([ARN]);
      expect(named([of(label, 'failed'), of('b', 'failed')]).subjects).toEqual([ARN, 'b']);
      const other = [of(label, 'failed'), of('alice / access key 2', 'passed')];
      expect(named(other).subjects).toEqual([undefined]);
    },
  );

  test('names nobody where the path of an ARN holds a * as well', () => {
    const arn = 'arn:aws:iam::111122223333:user/a*/bob';
    expect(named([of('b*b', 'failed', arn)]).subjects).toEqual([undefined]);
    expect(named([of('bob', 'failed', arn)], 'arn').subjects).toEqual([undefined]);
  });

  test('names the ARN in an organization, and says how many others that is about', () => {
    const verdicts = [
      of('alice / access key 1', 'failed'),
      of('alice / access key 2', 'passed'),
      of('alice / access key 3', 'waived'),
      of('bob / access key 1', 'passed', 'arn:aws:iam::111122223333:user/bob'),
    ];
    expect(named(verdicts, 'arn')).toEqual({ subjects: [ARN], besides: 1 });
  });

  test('counts nobody twice where another profile has another limit', () => {
    const results = [
      controlResult('key-age', 'high', [of('alice', 'failed')]),
      controlResult('key-age', 'high', [of('alice', 'passed')], { profile: 'other' }),
    ];
    const failures = [of('alice', 'failed')];
    expect(excusables(auditResult({ results }), failures, 'arn').besides).toBe(0);
  });

  test('of all failures at once excuses nothing that passes', () => {
    const labels = ['a', 'a*', 'ab', '*b', 'b', 'a*b', 'tag:a'];
    const verdicts = labels.flatMap((label, at) => [
      of(label, 'failed', `arn:aws:iam::111122223333:user/${at}`),
      of(`${label}x`, 'passed', `arn:aws:iam::111122223333:user/${at}`),
    ]);
    const waivers: Pick<Waiver, 'subject'>[] = named(verdicts).subjects.flatMap((subject) =>
      subject === undefined ? [] : { subject },
    );
    expect(waivers.map(({ subject }) => subject)).toEqual(['a', 'ab', 'b']);
    const excused = verdicts.filter(({ subject, arn = '' }) =>
      waivers.some(
        (each) => matchesPattern(each.subject, subject) || matchesPattern(each.subject, arn),
      ),
    );
    expect(excused.every(({ status }) => status === 'failed')).toBe(true);
  });
});
