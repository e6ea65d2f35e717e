import { reported } from './reported';

const HEADER =
  'user,arn,user_creation_time,password_last_used,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated';
const CREATED = '2024-01-01T00:00:00Z';
const ROTATED = '2025-01-01T00:00:00Z';
const ROOT = `<root_account>,arn:aws:iam::111122223333:root,${CREATED},${ROTATED},true,true,${ROTATED},false,N/A`;

/** A report of root and one user, by its cells after the creation time. */
const reportOf = (cells: string, arn = 'arn:aws:iam::111122223333:user/ops/ann') =>
  [HEADER, ROOT, `ann,${arn},${CREATED},${cells}`].join('\n');

const keysOf = (report: string) => reported(report).users[0]?.accessKeys;

test('a user is as its row says', () => {
  const { users } = reported(reportOf(`${ROTATED},false,false,N/A,false,N/A`));
  expect(users).toEqual([
    {
      userName: 'ann',
      arn: 'arn:aws:iam::111122223333:user/ops/ann',
      path: '/ops/',
      userId: expect.stringMatching(/^AIDA[A-Z2-7]{9}EXAMPLE$/),
      createDate: CREATED,
      passwordLastUsed: ROTATED,
      accessKeys: [],
    },
  ]);
});

test.each(['N/A', 'no_information', 'not_supported'])(
  'a password that was last used %s has no date',
  (cell) => {
    const { users } = reported(reportOf(`${cell},false,false,N/A,false,N/A`));
    expect(users[0]).not.toHaveProperty('passwordLastUsed');
  },
);

describe('access keys', () => {
  test('come by slot, created when they were last rotated, in the order of their ids', () => {
    const keys = keysOf(reportOf(`N/A,false,false,${CREATED},true,${ROTATED}`)) ?? [];
    expect(keys).toMatchObject([
      { status: 'Inactive', createDate: CREATED },
      { status: 'Active', createDate: ROTATED },
    ]);
    const ids = keys.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    for (const id of ids) expect(id).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(new Set(ids).size).toBe(2);
  });

  test('may be in slot 2 alone, under the id that it has beside another', () => {
    const [alone] = keysOf(reportOf(`N/A,false,false,N/A,true,${ROTATED}`)) ?? [];
    const [, beside] = keysOf(reportOf(`N/A,false,true,${CREATED},true,${ROTATED}`)) ?? [];
    expect(alone).toEqual(beside);
  });

  test('of an active one without a date: created with the user', () => {
    expect(keysOf(reportOf('N/A,false,true,N/A,false,N/A'))).toMatchObject([
      { status: 'Active', createDate: CREATED },
    ]);
  });

  test('have the same ids each time, and others in another account', () => {
    const cells = `N/A,false,true,${ROTATED},false,N/A`;
    expect(keysOf(reportOf(cells))).toEqual(keysOf(reportOf(cells)));
    const other = keysOf(reportOf(cells, 'arn:aws:iam::444455556666:user/ops/ann'));
    expect(other?.[0]?.id).not.toBe(keysOf(reportOf(cells))?.[0]?.id);
  });
});

test.each([
  ['true', ['arn:aws:iam::111122223333:mfa/ann']],
  ['TRUE', ['arn:aws:iam::111122223333:mfa/ann']],
  ['false', []],
])('mfa_active %s: virtual devices %j, none of root', (cell, serials) => {
  const { virtualMfaDevices, users } = reported(reportOf(`N/A,${cell},false,N/A,false,N/A`));
  expect(virtualMfaDevices.map(({ serialNumber }) => serialNumber)).toEqual(serials);
  for (const { user } of virtualMfaDevices) expect(user).toBe(users[0]);
});

test.each(['', HEADER, 'no report', `${HEADER}\n"ann,`, `${HEADER}\nann,no ARN,${CREATED}`])(
  'of a damaged report no more is told than can be read: %j',
  (report) => {
    expect(reported(report)).toEqual({ users: [], virtualMfaDevices: [] });
  },
);
