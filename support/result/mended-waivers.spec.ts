import { ACCOUNT, csv, parseCsv, rootRow, userRow } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Status, Waiver } from '../control';
import type { ControlResult } from './audit-result';
import { standings } from './mended-waivers';

const arnOf = (user: string, account = ACCOUNT) => `arn:aws:iam::${account}:user/${user}`;

const of = (user: string, status: Status, key = 1) =>
  verdict(`${user} / access key ${key}`, status, '-', { arn: arnOf(user), control: 'key-age' });

const waiver = (subject: string, control = 'key-age'): Waiver => {
  const shared = { reason: 'r', owner: 'o', approvedBy: 'a', ticket: undefined, expires: 1 };
  return { control, subject, ...shared };
};

const KEYS = controlResult('key-age', 'high', [
  of('alice', 'passed'),
  of('bob', 'failed'),
  of('carol', 'waived'),
  of('dave', 'passed'),
  of('dave', 'failed', 2),
]);

function standing(subject: string, ...results: readonly ControlResult[]) {
  const one = waiver(subject);
  return standings([one], auditResult({ results })).get(one);
}

describe('a waiver is mended', () => {
  test.each([
    ['whose subject passes', 'alice / access key 1'],
    ['whose subject is gone', 'zoe / access key 1'],
    ['whose pattern is about nobody that fails', 'alice / *'],
    ['whose ARN is of somebody who passes', arnOf('alice')],
    ['whose ARN is of somebody who is gone', arnOf('zoe')],
  ])('%s', (_, subject) => {
    expect(standing(subject, KEYS)).toBe('mended');
  });

  test.each([
    ['fails, since its waiver has ended', 'bob / access key 1'],
    ['would fail without it', 'carol / access key 1'],
    ['has another credential that fails, for a pattern', 'dave / *'],
    ['has another credential that fails, for an ARN', arnOf('dave')],
    ['is one of many, of whom one fails', '*'],
  ])('but not one whose subject %s', (_, subject) => {
    expect(standing(subject, KEYS)).toBe('failing');
  });

  test('of one credential, though another of the same user fails', () => {
    expect(standing('dave / access key 1', KEYS)).toBe('mended');
  });
});

describe('a waiver is not decided', () => {
  const whole = [of('alice', 'passed')];
  test.each([
    ['was not selected', [controlResult('other', 'high', whole)]],
    ['gave an error', [controlResult('key-age', 'high', [...whole, of('x', 'error')])]],
    ['was not reviewed', [controlResult('key-age', 'high', [...whole, of('x', 'notReviewed')])]],
    ['was run in part', [controlResult('key-age', 'high', whole, { notRun: 1 })]],
    ['judged nothing', [controlResult('key-age', 'high', [])]],
    [
      'is a plain file of that name',
      [controlResult('key-age', 'high', whole, { profile: undefined })],
    ],
    [
      'was not judged in full in another profile',
      [KEYS, controlResult('key-age', 'high', whole, { profile: 'other', notRun: 1 })],
    ],
  ])('by a control that %s', (_, results) => {
    expect(standing('alice / access key 1', ...results)).toBe('not judged in full');
  });

  test('where a stricter profile still fails', () => {
    const stricter = controlResult('key-age', 'high', [of('alice', 'failed')], {
      profile: 'other',
    });
    expect(standing('alice / access key 1', KEYS, stricter)).toBe('failing');
  });

  test.each([arnOf('alice', '444455556666'), 'arn:aws:iam::*:user/alice', 'arn:*alice'])(
    'of %s, which names another account or leaves it open',
    (subject) => expect(standing(subject, KEYS)).toBe('of another account'),
  );

  test('by a tag, where tags are not known', () => {
    expect(standing('tag:exempt=yes', KEYS)).toBe('not judged in full');
  });

  test('by a tag, else by those who have it', () => {
    const base = parseCsv(csv([rootRow(), userRow('alice'), userRow('bob')]));
    const tags = [{ key: 'exempt', value: 'yes' }];
    const withTag = (name: string) => {
      const users = base.users.map((user) => ({ ...user, tags: user.name === name ? tags : [] }));
      const audited = auditedReport({ report: { ...base, users } });
      const one = waiver('tag:exempt=yes');
      return standings([one], auditResult({ audited, results: [KEYS] })).get(one);
    };
    expect(withTag('alice')).toBe('mended');
    expect(withTag('bob')).toBe('failing');
  });
});
