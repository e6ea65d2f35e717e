import { AS_OF, accessKey, ago, only, reportOf, userRow } from '../../../tools/testing/report';
import { DAY } from '../../report';
import { rotatedWithin } from './rotated-within';

const CREATED = ago(200 * DAY);

function judge(rotated: string, { used = 'N/A', limit = 90 } = {}) {
  const row = userRow('alice', {
    user_creation_time: CREATED,
    ...accessKey(1, rotated, { used }),
  });
  return rotatedWithin(only(reportOf(row).accessKeys), limit, AS_OF);
}

describe('an access key is rotated within 90 days', () => {
  test.each([
    ['just now', 0, true],
    ['89 days ago', 89 * DAY, true],
    ['1 ms less than 90 days ago', 90 * DAY - 1, true],
    ['exactly 90 days ago', 90 * DAY, true],
    ['1 ms more than 90 days ago', 90 * DAY + 1, false],
    ['1 second more than 90 days ago', 90 * DAY + 1000, false],
    ['between 90 and 91 days ago', 90.5 * DAY, false],
    ['91 days ago', 91 * DAY, false],
  ])('when it was created %s (%d ms): %s', (_, age, passed) => {
    expect(judge(ago(age))).toMatchObject({ passed, measured: age / DAY, limit: 90 });
  });

  test('not because it was used yesterday', () => {
    expect(judge(ago(91 * DAY), { used: ago(DAY) }).passed).toBe(false);
  });

  test("counted from its user's creation, when it has no date of its own", () => {
    expect(judge('N/A')).toMatchObject({ passed: false, measured: 200 });
    expect(judge('N/A', { limit: 200 }).passed).toBe(true);
  });
});

test('a signing certificate is judged like a key', () => {
  const certificate = (age: number) => {
    const cells = { cert_2_active: 'true', cert_2_last_rotated: ago(age) };
    return only(only(reportOf(userRow('alice', cells)).users).certificates);
  };
  expect(rotatedWithin(certificate(90 * DAY), 90, AS_OF).passed).toBe(true);
  expect(rotatedWithin(certificate(90 * DAY + 1), 90, AS_OF).passed).toBe(false);
});

test('the reason tells subject, event, date, age and limit, for a pass and for a failure', () => {
  expect(judge(ago(90 * DAY)).reason).toMatchInlineSnapshot(
    `"alice / access key 1 was last rotated on 2025-04-01T12:00:00Z, 90 days before the report; the limit is 90 days or less."`,
  );
  expect(judge(ago(90 * DAY + 1000)).reason).toMatchInlineSnapshot(
    `"alice / access key 1 was last rotated on 2025-04-01T11:59:59Z, 90 days 00:00:01 before the report; the limit is 90 days or less."`,
  );
  expect(judge('N/A', { limit: 1 }).reason).toMatchInlineSnapshot(
    `"alice / access key 1 has no rotation on record, and its user was created on 2024-12-12T12:00:00Z, 200 days before the report; the limit is 1 day or less."`,
  );
});

test('is due one millisecond after the limit, unless that is beyond all dates', () => {
  expect(judge(ago(DAY), { limit: 90 }).dueAt).toBe(AS_OF - DAY + 90 * DAY + 1);
  expect(judge(ago(DAY), { limit: 0.00000001 }).dueAt).toBe(AS_OF - DAY + 1);
  expect(judge(ago(DAY), { limit: 1e9 }).dueAt).toBeUndefined();
});
