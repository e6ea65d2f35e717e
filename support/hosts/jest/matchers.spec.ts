import {
  AS_OF,
  accessKey,
  ago,
  LEFT_OUT,
  only,
  password,
  reportOf,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';
import { matchers } from './matchers';

expect.extend(matchers);

const report = reportOf(
  rootRow({ password_enabled: 'true', ...accessKey(1, ago(3 * DAY)) }),
  userRow('alice', {
    ...password(ago(50 * DAY), ago(30 * DAY)),
    ...accessKey(1, ago(90 * DAY), { used: ago(DAY) }),
    ...accessKey(2, ago(90 * DAY + 1000), { used: ago(90 * DAY) }),
    mfa_active: 'true',
    cert_1_active: 'true',
    cert_1_last_rotated: ago(DAY),
  }),
  userRow('bob', password(ago(DAY))),
);
const [alice, bob] = report.users;
const [passwordOfAlice, passwordOfBob] = report.passwords;
const [fresh, old] = report.activeAccessKeys;
const certificate = only(alice?.certificates ?? []);
const bare = reportOf().root;

describe('the matchers, and what they say', () => {
  test('toHaveActiveMfa', () => {
    expect(alice).toHaveActiveMfa();
    expect(bob).not.toHaveActiveMfa();
    expect(() => expect(bob).toHaveActiveMfa()).toThrowErrorMatchingInlineSnapshot(
      `"bob has no active MFA device; one is required."`,
    );
    expect(() => expect(alice).not.toHaveActiveMfa()).toThrowErrorMatchingInlineSnapshot(
      `"Expected the contrary: alice has an active MFA device; one is required."`,
    );
  });

  test('toHaveMfaOrNoCredentials', () => {
    expect(bare).toHaveMfaOrNoCredentials();
    expect(report.root).not.toHaveMfaOrNoCredentials();
    expect(() => expect(report.root).toHaveMfaOrNoCredentials()).toThrowErrorMatchingInlineSnapshot(
      `"<root_account> has no active MFA device; one is required. Root holds: a password, access key 1."`,
    );
    expect(() => expect(bare).not.toHaveMfaOrNoCredentials()).toThrowErrorMatchingInlineSnapshot(
      `"Expected the contrary: <root_account> has no root credentials, so there is nothing for MFA to protect."`,
    );
  });

  test('toHaveNoAccessKey', () => {
    expect(bob).toHaveNoAccessKey();
    expect(report.root).not.toHaveNoAccessKey();
    expect(() => expect(report.root).toHaveNoAccessKey()).toThrowErrorMatchingInlineSnapshot(
      `"<root_account> has active access key 1 created on 2025-06-27T12:00:00Z; none is allowed."`,
    );
    expect(() => expect(bob).not.toHaveNoAccessKey()).toThrowErrorMatchingInlineSnapshot(
      `"Expected the contrary: bob has no access key; none is allowed."`,
    );
  });

  test('toHaveBeenRotatedWithin: exactly on the limit passes, one second more fails', () => {
    expect(fresh).toHaveBeenRotatedWithin(90, AS_OF);
    expect(old).not.toHaveBeenRotatedWithin(90, AS_OF);
    expect(certificate).toHaveBeenRotatedWithin(1, AS_OF);
    expect(() => expect(old).toHaveBeenRotatedWithin(90, AS_OF)).toThrowErrorMatchingInlineSnapshot(
      `"alice / access key 2 was last rotated on 2025-04-01T11:59:59Z, 90 days 00:00:01 before the report; the limit is 90 days or less."`,
    );
    expect(() =>
      expect(fresh).not.toHaveBeenRotatedWithin(90, AS_OF),
    ).toThrowErrorMatchingInlineSnapshot(
      `"Expected the contrary: alice / access key 1 was last rotated on 2025-04-01T12:00:00Z, 90 days before the report; the limit is 90 days or less."`,
    );
  });

  test('toHaveBeenUsedWithin: exactly on the limit fails', () => {
    expect(fresh).toHaveBeenUsedWithin(90, AS_OF);
    expect(old).not.toHaveBeenUsedWithin(90, AS_OF);
    expect(passwordOfBob).toHaveBeenUsedWithin(30, AS_OF);
    expect(() =>
      expect(passwordOfAlice).toHaveBeenUsedWithin(30, AS_OF),
    ).toThrowErrorMatchingInlineSnapshot(
      `"alice / password was last used on 2025-05-31T12:00:00Z, 30 days before the report; the limit is less than 30 days."`,
    );
    expect(() =>
      expect(fresh).not.toHaveBeenUsedWithin(90, AS_OF),
    ).toThrowErrorMatchingInlineSnapshot(
      `"Expected the contrary: alice / access key 1 was last used on 2025-06-29T12:00:00Z, 1 day before the report; the limit is less than 90 days."`,
    );
  });
});

type Expectation = jest.JestMatchers<unknown>;

describe('what cannot be judged throws, also under .not', () => {
  const expectRefused = (use: (matchers: Expectation) => void, subject: unknown, why: RegExp) => {
    expect(() => use(expect(subject))).toThrow(why);
    expect(() => use(expect(subject).not as Expectation)).toThrow(why);
  };

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'alice'],
    ['a list', report.users],
    ['an object of its own', { mfaActive: true }],
    ['a row of the report', report.rows[0]],
    ['an access key', fresh],
    ['a password', passwordOfBob],
  ])('toHaveActiveMfa of %s', (_, subject) => {
    expectRefused((it) => it.toHaveActiveMfa(), subject, /takes a user or a root/);
  });

  test.each([
    [
      'toHaveMfaOrNoCredentials of a user',
      alice,
      (it: Expectation) => it.toHaveMfaOrNoCredentials(),
    ],
    ['toHaveNoAccessKey of an access key', fresh, (it: Expectation) => it.toHaveNoAccessKey()],
    [
      'toHaveBeenRotatedWithin of root',
      bare,
      (it: Expectation) => it.toHaveBeenRotatedWithin(90, AS_OF),
    ],
    [
      'toHaveBeenRotatedWithin of a user',
      alice,
      (it: Expectation) => it.toHaveBeenRotatedWithin(90, AS_OF),
    ],
    [
      'toHaveBeenUsedWithin of a certificate',
      certificate,
      (it: Expectation) => it.toHaveBeenUsedWithin(90, AS_OF),
    ],
    [
      'toHaveBeenUsedWithin of the keys',
      report.accessKeys,
      (it: Expectation) => it.toHaveBeenUsedWithin(90, AS_OF),
    ],
  ])('%s', (_, subject, use) => {
    expectRefused(use, subject, /This matcher takes a/);
  });

  test.each([
    ['no limit', []],
    ['no instant', [90]],
    ['NaN', [Number.NaN, AS_OF]],
    ['an instant that is NaN', [90, Number.NaN]],
    ['an endless limit', [Number.POSITIVE_INFINITY, AS_OF]],
    ['a text', ['90', AS_OF]],
    ['an undefined limit', [undefined, AS_OF]],
    ['one argument too many', [90, AS_OF, 1]],
  ])('a limit that is %s', (_, limits) => {
    for (const matcher of [matchers.toHaveBeenRotatedWithin, matchers.toHaveBeenUsedWithin]) {
      expect(() => Reflect.apply(Object(matcher), undefined, [fresh, ...limits])).toThrow(
        /takes 2 numbers/,
      );
    }
  });

  const contradictory = reportOf(
    userRow('mallory', { ...password(ago(0)), ...accessKey(1, ago(0)), ...LEFT_OUT }),
  );

  test.each([
    ['a user', contradictory.users[0], (it: Expectation) => it.toHaveActiveMfa()],
    [
      'a password',
      contradictory.passwords[0],
      (it: Expectation) => it.toHaveBeenUsedWithin(30, AS_OF),
    ],
    [
      'a key',
      contradictory.accessKeys[0],
      (it: Expectation) => it.toHaveBeenRotatedWithin(90, AS_OF),
    ],
  ])('%s whose row leaves credentials out, which evaluate() calls an error', (_, subject, use) => {
    expect(subject?.contradiction).toBeDefined();
    expectRefused(use, subject, new RegExp(String(subject?.contradiction).slice(0, 20)));
  });
});
