import { ACCOUNT, AS_OF } from '../../tools/testing/report';
import { verdict } from '../../tools/testing/result';
import type { Waiver } from '../control';
import type { Standing } from '../result';
import { nothingToWaive, shrinkingText, unnamedText, type Waiving, waivingText } from './waiving';

const of = (subject: string, arn: string, control = 'key-age') =>
  verdict(subject, 'failed', '-', { arn: `arn:aws:iam::${arn}`, control });

const LEFT = { error: 0, notReviewed: 0, unread: [] };

const WAIVING: Waiving = {
  excused: [
    of('alice / access key 1', `${ACCOUNT}:user/alice`),
    of('alice / access key 2', `${ACCOUNT}:user/alice`),
    of('<root_account>', `${ACCOUNT}:root`, 'root-mfa'),
    of('account', `${ACCOUNT}:root`, 'policy'),
  ],
  waivers: { added: 4, renewed: 0, held: 0 },
  expires: Date.UTC(2026, 0, 1) - 1,
  approvedBy: 'ciso',
  path: 'waivers.yaml',
  host: 'exec',
  flag: '',
  besides: undefined,
  left: LEFT,
};

test('says how many failures, of whom and under what, until when', () => {
  expect(
    waivingText(WAIVING, 80),
  ).toBe(`Waived    4 failures of 1 user, 1 root user, 1 account under 3 controls, until
          2025-12-31, approved by ciso
          key-age: 2
          policy: 1
          root-mfa: 1
Written   waivers.yaml: 4 subjects added
Next      iamspec exec shows them all as waived
          iamspec waive --shrink takes out what was mended since
`);
});

test('says what ARNs excuse besides', () => {
  expect(waivingText({ ...WAIVING, host: 'org', besides: 2 }, 200)).toContain(
    'Note      an ARN excuses all credentials of its user under a control, also 2 verdicts that would not fail now\n',
  );
  expect(waivingText({ ...WAIVING, besides: 0 }, 200)).toContain('; none of them passes now\n');
});

test('says loudly what could not be named', () => {
  const unnamed = Array.from({ length: 7 }, (_, at) => of(`*${at}`, `${ACCOUNT}:user/x`));
  const text = unnamedText(unnamed, 80);
  expect(text).toMatch(/^LEFT OUT {2}7 failures whose subject no waiver can name/);
  expect(text).toContain('          key-age: *4\n          and 2 more\n');
});

test('says what was not checked', () => {
  const left = { error: 2, notReviewed: 1, unread: ['444455556666: AccessDenied'] };
  for (const text of [waivingText({ ...WAIVING, left }, 200), nothingToWaive(left, 200)]) {
    expect(text).toContain(
      'Left      2 could not be checked, 1 not reviewed: what was not checked is not waived\n',
    );
    expect(text).toContain(
      'Left      1 account without a report, such as 444455556666: AccessDenied\n',
    );
  }
});

test('says of a file that is shrunk what was taken out, what stays and why, and what has expired', () => {
  const waiver = (subject: string, expires = AS_OF + 1): Waiver => {
    const shared = { reason: 'r', owner: 'o', approvedBy: 'a', ticket: undefined };
    return { control: 'key-age', subject, expires, ...shared };
  };
  const standings = new Map<Waiver, Standing>([
    [waiver('alice'), 'mended'],
    [waiver('bob'), 'failing'],
    [waiver('carol', AS_OF - 1), 'failing'],
    [waiver('dave', AS_OF - 1), 'mended'],
    [waiver('erin'), 'not judged in full'],
    [waiver('arn:aws:iam::*:user/f'), 'of another account'],
  ]);
  const text = shrinkingText({ path: 'waivers.yaml', standings, left: LEFT, now: AS_OF }, 80);
  expect(text).toBe(`Taken out 2 subjects of waivers.yaml: they do not fail any more
          key-age: alice and dave
Stays     2 subjects that would still fail
          key-age: bob and carol
Stays     1 subject of controls that this run did not judge in full
          key-age: erin
Stays     1 subject of accounts that this run did not judge
          key-age: arn:aws:iam::*:user/f
Expired   1 subject of those that stay, which excuse nothing: mend or waive them
          anew
          key-age: carol
`);
});
