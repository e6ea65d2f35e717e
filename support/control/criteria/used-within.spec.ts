import {
  AS_OF,
  accessKey,
  ago,
  only,
  password,
  reportOf,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';
import { usedWithin } from './used-within';

const CREATED = ago(200 * DAY);
const user = (cells: Parameters<typeof userRow>[1]) =>
  userRow('alice', { user_creation_time: CREATED, ...cells });

function judgePassword(changed: string, used: string) {
  return usedWithin(only(reportOf(user(password(changed, used))).passwords), 45, AS_OF);
}

function judgeKey(rotated: string, used: string) {
  return usedWithin(only(reportOf(user(accessKey(1, rotated, { used }))).accessKeys), 45, AS_OF);
}

describe.each([
  ['a password', judgePassword, 'no_information'],
  ['an access key', judgeKey, 'N/A'],
])('%s is used within 45 days', (_, judge, never) => {
  test.each([
    ['just now', 0, true],
    ['1 day ago', DAY, true],
    ['1 second less than 45 days ago', 45 * DAY - 1000, true],
    ['1 ms less than 45 days ago', 45 * DAY - 1, true],
    ['exactly 45 days ago', 45 * DAY, false],
    ['1 ms more than 45 days ago', 45 * DAY + 1, false],
    ['1 second more than 45 days ago', 45 * DAY + 1000, false],
    ['between 45 and 46 days ago', 45.99 * DAY, false],
    ['90 days ago', 90 * DAY, false],
  ])('when the last use was %s (%d ms): %s', (__, idle, passed) => {
    const finding = judge(CREATED, ago(idle));
    expect(finding).toMatchObject({ passed, measured: idle / DAY, limit: 45 });
  });

  test('also when it is older than 45 days itself', () => {
    expect(judge(ago(100 * DAY), ago(DAY)).passed).toBe(true);
  });

  test('never, when it is younger but was last used too long ago with its forerunner', () => {
    expect(judge(ago(DAY), ago(60 * DAY)).passed).toBe(false);
  });

  test('when it was never used, counted from its own creation', () => {
    expect(judge(ago(0), never).passed).toBe(true);
    expect(judge(ago(45 * DAY - 1), never).passed).toBe(true);
    expect(judge(ago(45 * DAY), never)).toMatchObject({ passed: false, measured: 45 });
  });

  test("when nothing at all is known of it, counted from its user's creation", () => {
    expect(judge('N/A', never)).toMatchObject({ passed: false, measured: 200 });
  });
});

test('a user without a date of its own is as old as it is', () => {
  const row = (age: number) =>
    userRow('alice', { ...accessKey(2, 'N/A'), user_creation_time: ago(age) });
  const judge = (age: number) => usedWithin(only(reportOf(row(age)).accessKeys), 45, AS_OF);
  expect(judge(45 * DAY - 1).passed).toBe(true);
  expect(judge(45 * DAY).passed).toBe(false);
});

test('a limit of 0 days passes nothing', () => {
  const key = only(reportOf(user(accessKey(1, CREATED, { used: ago(0) }))).accessKeys);
  expect(usedWithin(key, 0, AS_OF).passed).toBe(false);
});

test('the reason tells subject, event, date, age and limit, for a pass and for a failure', () => {
  expect(judgePassword(CREATED, ago(45 * DAY - 1000)).reason).toMatchInlineSnapshot(
    `"alice / password was last used on 2025-05-16T12:00:01Z, 44 days 23:59:59 before the report; the limit is less than 45 days."`,
  );
  expect(judgePassword(ago(45 * DAY), 'no_information').reason).toMatchInlineSnapshot(
    `"alice / password was never used since it was set on 2025-05-16T12:00:00Z, 45 days before the report; the limit is less than 45 days."`,
  );
  expect(judgePassword('N/A', 'N/A').reason).toMatchInlineSnapshot(
    `"alice / password was never used, and its user was created on 2024-12-12T12:00:00Z, 200 days before the report; the limit is less than 45 days."`,
  );
  expect(judgeKey(CREATED, ago(46.5 * DAY)).reason).toMatchInlineSnapshot(
    `"alice / access key 1 was last used on 2025-05-15T00:00:00Z, 46 days 12:00:00 before the report; the limit is less than 45 days."`,
  );
  expect(judgeKey(ago(DAY), 'N/A').reason).toMatchInlineSnapshot(
    `"alice / access key 1 was never used since it was created on 2025-06-29T12:00:00Z, 1 day before the report; the limit is less than 45 days."`,
  );
});
