import { parse } from 'csv-parse/sync';
import { accessKey, ago, password, reportOf, rootRow, userRow } from '../../tools/testing/report';
import { HOSTILE_NAMES, reportNaming } from '../../tools/testing/result';
import { DAY } from '../report';
import { visible } from '../result/visible';
import { userRows, usersCsv, usersJson, usersMarkdown, usersText } from './users-table';

const CREATED = '2024-01-02T03:04:05Z';

const REPORT = reportOf(
  rootRow({ password_enabled: 'not_supported', mfa_active: 'true' }),
  userRow('alice', {
    ...password(ago(400 * DAY), ago(3 * DAY)),
    password_next_rotation: '2025-07-10T00:00:00Z',
    mfa_active: 'true',
    ...accessKey(1, ago(100 * DAY), { used: ago(2 * DAY) }),
    access_key_1_last_used_service: 's3',
    access_key_1_last_used_region: 'us-east-1',
    ...accessKey(2, ago(300 * DAY), { active: false }),
    cert_2_active: 'true',
    cert_2_last_rotated: ago(5 * DAY),
  }),
  userRow('bob', { ...password(ago(10 * DAY)), mfa_active: 'false' }),
  userRow('carol', { password_last_used: ago(50 * DAY) }),
);

describe('a row', () => {
  test('lists all of a user', () => {
    expect(userRows(REPORT)[1]).toEqual({
      user: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
      created: CREATED,
      ageDays: 545,
      password: 'yes',
      passwordLastUsed: '2025-06-27T12:00:00Z',
      passwordLastChanged: '2024-05-26T12:00:00Z',
      passwordNextRotation: '2025-07-10T00:00:00Z',
      mfa: 'yes',
      accessKey1: 'active',
      accessKey1Created: '2025-03-22T12:00:00Z',
      accessKey1LastUsed: '2025-06-28T12:00:00Z',
      accessKey1LastUsedService: 's3',
      accessKey1LastUsedRegion: 'us-east-1',
      accessKey2: 'inactive',
      accessKey2Created: '2024-09-03T12:00:00Z',
      accessKey2LastUsed: 'never',
      accessKey2LastUsedService: null,
      accessKey2LastUsedRegion: null,
      certificate1: 'none',
      certificate1Created: null,
      certificate2: 'active',
      certificate2Created: '2025-06-25T12:00:00Z',
      lastActivity: '2025-06-28T12:00:00Z',
      lastActivityWith: 'access key 1 (s3, us-east-1)',
    });
  });

  test('is the first for root, whose password AWS may not tell', () => {
    expect(userRows(REPORT)[0]).toMatchObject({
      user: '<root_account>',
      password: 'assumed',
      passwordLastUsed: 'never',
      accessKey1: 'none',
      accessKey1LastUsed: null,
    });
  });

  test('tells never used from nothing to use', () => {
    expect(userRows(REPORT)[2]).toMatchObject({ passwordLastUsed: 'never', lastActivity: 'never' });
    expect(userRows(reportOf(userRow('dave')))[1]).toMatchObject({
      password: 'no',
      passwordLastUsed: null,
      lastActivity: 'never',
      lastActivityWith: null,
    });
  });

  test('keeps the last sign-in with a password that is gone', () => {
    expect(userRows(REPORT)[3]).toMatchObject({
      password: 'no',
      passwordLastUsed: '2025-05-11T12:00:00Z',
      lastActivityWith: 'password',
    });
  });

  test('counts full days: no age is below that of the calendar, or negative for a fast clock', () => {
    const age = (created: string) =>
      userRows(reportOf(userRow('eve', { user_creation_time: created })))[1]?.ageDays;
    expect(age(ago(2 * DAY - 1000))).toBe(1);
    expect(age(ago(2 * DAY))).toBe(2);
    expect(age(ago(-60_000))).toBeCloseTo(0);
  });
});

describe('for a terminal', () => {
  test('a line for each user', () => {
    expect(`\n${usersText(userRows(REPORT), { colors: false })}`).toMatchInlineSnapshot(`
"
user            created     age    password, used  MFA  key 1, used        key 2, used     certs   last activity
<root_account>  2024-01-02  545 d  assumed never   yes  -                  -               -       never
alice           2024-01-02  545 d  yes 2025-06-27  yes  active 2025-06-28  inactive never  active  2025-06-28 access key 1 (s3, us-east-1)
bob             2024-01-02  545 d  yes never       no   -                  -               -       never
carol           2024-01-02  545 d  -               no   -                  -               -       2025-05-11 password
"
`);
  });

  test('fits the width', () => {
    const text = usersText(userRows(REPORT), { colors: false, width: 120 });
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test('shows names that hide something', () => {
    const text = usersText(userRows(reportNaming(HOSTILE_NAMES)), { colors: false });
    expect(text.split('\n')).toHaveLength(HOSTILE_NAMES.length + 3);
    for (const name of HOSTILE_NAMES) expect(text).toContain(visible(name));
  });
});

describe('as CSV', () => {
  const rows = userRows(reportNaming(HOSTILE_NAMES));
  const cells: string[][] = parse(usersCsv(rows));

  test('a column for each field, a record for each user', () => {
    expect(cells[0]).toEqual(Object.keys(rows[0] ?? {}));
    expect(cells).toHaveLength(rows.length + 1);
    expect(cells.every(({ length }) => length === cells[0]?.length)).toBe(true);
  });

  test('no cell is a formula: a single quote stands before it', () => {
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells.map(([user]) => user)).toEqual(expect.arrayContaining(["'-rf", "'@mention"]));
  });

  test('no cell ends at another separator, behind which a formula could begin', () => {
    const text = usersCsv(userRows(reportNaming(['a;=1+1', 'b\t=1+1'])));
    expect(text).toContain('"a;=1+1"');
    expect(text).toContain('"b\t=1+1"');
  });

  test('names are else as they are, to be looked up', () => {
    const users = cells.slice(2).map(([user = '']) => user.replace(/^'(?=[=+\-@])/, ''));
    expect(users).toEqual(HOSTILE_NAMES);
  });
});

test('as JSON, the rows as they are', () => {
  const rows = userRows(reportNaming(HOSTILE_NAMES));
  expect(JSON.parse(usersJson(rows))).toEqual(rows);
});

test('as Markdown, a line for each user, and no name does anything', () => {
  const lines = usersMarkdown(userRows(reportNaming(HOSTILE_NAMES)))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(HOSTILE_NAMES.length + 3);
  expect(new Set(lines.map((line) => line.split('|').length))).toEqual(new Set([11]));
  expect(lines.join('\n')).not.toMatch(/<img|\]\(|@mention|`id/);
});
