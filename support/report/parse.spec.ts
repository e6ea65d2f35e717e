import {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  bytes,
  type Cells,
  csv,
  LIVE_COLUMNS,
  only,
  parseCsv,
  password,
  type Row,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import type { Column } from './columns';
import { DAY } from './instant';
import { parseReport } from './parse';
import { ReportError } from './report-error';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const instant = (text: string) => Date.parse(text);

describe('a user', () => {
  test('without credentials has none', () => {
    const report = reportOf(userRow('alice'));
    expect(only(report.users)).toEqual({
      kind: 'user',
      label: 'alice',
      name: 'alice',
      path: '/',
      arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
      contradiction: undefined,
      createdAt: instant('2024-01-02T03:04:05Z'),
      mfaActive: false,
      password: undefined,
      lastSignIn: undefined,
      accessKeys: [],
      certificates: [],
    });
    expect(report).toMatchObject({ passwords: [], accessKeys: [], activeAccessKeys: [] });
  });

  test('with everything has everything, and each credential knows its owner', () => {
    const report = reportOf(
      userRow('alice', {
        ...password('2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z'),
        password_next_rotation: '2025-12-01T00:00:00Z',
        mfa_active: 'true',
        ...accessKey(1, '2025-03-01T00:00:00Z', { used: '2025-04-01T00:00:00Z' }),
        access_key_1_last_used_region: 'eu-west-1',
        access_key_1_last_used_service: 's3',
        ...accessKey(2, '2024-03-01T00:00:00Z', { active: false }),
        cert_1_active: 'true',
        cert_1_last_rotated: '2024-05-01T00:00:00Z',
        cert_2_last_rotated: '2024-06-01T00:00:00Z',
      }),
    );
    const alice = only(report.users);
    expect(alice.mfaActive).toBe(true);
    expect(alice.lastSignIn).toBe(instant('2025-02-01T00:00:00Z'));
    expect(alice.password).toMatchObject({
      label: 'alice / password',
      lastUsed: instant('2025-02-01T00:00:00Z'),
      lastChanged: instant('2025-01-01T00:00:00Z'),
      nextRotation: instant('2025-12-01T00:00:00Z'),
      assumed: false,
    });
    expect(alice.accessKeys).toMatchObject([
      {
        label: 'alice / access key 1',
        slot: 1,
        active: true,
        lastRotated: instant('2025-03-01T00:00:00Z'),
        lastUsed: instant('2025-04-01T00:00:00Z'),
        lastUsedRegion: 'eu-west-1',
        lastUsedService: 's3',
      },
      { label: 'alice / access key 2', slot: 2, active: false, lastUsed: undefined },
    ]);
    expect(alice.certificates).toMatchObject([
      { label: 'alice / signing certificate 1', active: true },
      {
        label: 'alice / signing certificate 2',
        active: false,
        lastRotated: instant('2024-06-01T00:00:00Z'),
      },
    ]);
    for (const held of [alice.password, ...alice.accessKeys, ...alice.certificates]) {
      expect(held?.owner).toBe(alice);
      expect(held?.arn).toBe(alice.arn);
    }
    expect(report.accessKeys).toEqual(alice.accessKeys);
    expect(report.activeAccessKeys.map(({ slot }) => slot)).toEqual([1]);
  });

  test.each(['no_information', 'N/A', 'not_supported'])(
    'with a password whose last use reads %s has a password that was never used',
    (used) => {
      const alice = only(reportOf(userRow('alice', password(ago(HOUR), used))).users);
      expect(alice.password).toMatchObject({ lastUsed: undefined, lastChanged: AS_OF - HOUR });
    },
  );

  test('without a password keeps the last sign-in with the former one', () => {
    const alice = only(reportOf(userRow('alice', { password_last_used: ago(HOUR) })).users);
    expect(alice).toMatchObject({ password: undefined, lastSignIn: AS_OF - HOUR });
  });

  test('holds an inactive key that left nothing but the date of its last use', () => {
    const row = userRow('alice', { access_key_2_last_used_date: ago(HOUR) });
    expect(only(only(reportOf(row).users).accessKeys)).toMatchObject({ slot: 2, active: false });
  });

  test('holds an active key of which nothing is known', () => {
    const row = userRow('alice', accessKey(1, 'N/A'));
    expect(only(reportOf(row).activeAccessKeys).lastRotated).toBeUndefined();
  });

  test('has its keys by slot, whichever is older', () => {
    const older = accessKey(2, ago(99 * HOUR), { active: false });
    const row = userRow('alice', { ...accessKey(1, ago(HOUR)), ...older });
    expect(only(reportOf(row).users).accessKeys.map(({ slot }) => slot)).toEqual([1, 2]);
  });

  test('may have its key in slot 2 alone', () => {
    const report = reportOf(userRow('alice', accessKey(2, ago(HOUR))));
    expect(only(report.activeAccessKeys).label).toBe('alice / access key 2');
  });

  test.each(['true', 'FALSE', '2023-01-01', '=cmd', '+1', '-x', '@sum', 'N', 'u'.repeat(64)])(
    'may be named %s',
    (name) => {
      const report = reportOf(userRow(name, accessKey(1, ago(HOUR))));
      expect(only(report.users)).toMatchObject({ label: name, name });
      expect(only(report.activeAccessKeys).label).toBe(`${name} / access key 1`);
    },
  );

  test('may be named as words of the report, which then are no sentinels', () => {
    const report = reportOf(userRow('not_supported'), userRow('no_information'), userRow('root'));
    expect(report.users.map(({ name }) => name)).toEqual([
      'not_supported',
      'no_information',
      'root',
    ]);
  });
});

describe('root', () => {
  test('is found in any row, and is no user', () => {
    const report = reportOf(userRow('alice'), rootRow(accessKey(1, ago(HOUR))), userRow('bob'));
    expect(report.root).toMatchObject({ kind: 'root', label: '<root_account>' });
    expect(report.users.map(({ name }) => name)).toEqual(['alice', 'bob']);
    expect(report.root.accessKeys).toHaveLength(1);
    expect(report).toMatchObject({ accessKeys: [], activeAccessKeys: [], passwords: [] });
    expect(report.rows.map(({ user }) => user)).toEqual(['alice', '<root_account>', 'bob']);
  });

  test('as AWS writes it now has dates and true or false', () => {
    const { root } = reportOf(rootRow(password(ago(9 * HOUR), ago(HOUR))));
    expect(root.password).toMatchObject({ lastUsed: AS_OF - HOUR, assumed: false });
    expect(reportOf(rootRow()).root.password).toBeUndefined();
  });

  const OLD = {
    password_enabled: 'not_supported',
    password_last_used: 'no_information',
    password_last_changed: 'not_supported',
    access_key_1_last_rotated: 'not_supported',
    cert_1_last_rotated: 'not_supported',
  };

  test.each([
    ['aws', true],
    ['aws-cn', true],
    ['aws-us-gov', false],
  ])('whose password AWS does not tell of: in %s one is assumed: %s', (partition, assumed) => {
    const arn = `arn:${partition}:iam::${ACCOUNT}:root`;
    const report = reportOf(rootRow({ ...OLD, arn }));
    expect(report).toMatchObject({ partition, accountId: ACCOUNT });
    expect(report.root.password?.assumed).toBe(assumed ? true : undefined);
    expect(report.root).toMatchObject({ accessKeys: [], certificates: [] });
    expect(only(report.rows).password_enabled).toBe(assumed);
  });

  test('in AWS GovCloud (US) has a password where AWS says so', () => {
    const arn = `arn:aws-us-gov:iam::${ACCOUNT}:root`;
    const { root } = reportOf(rootRow({ ...password(ago(HOUR)), arn }));
    expect(root.password?.assumed).toBe(false);
  });

  test.each(['password_enabled', 'access_key_1_last_rotated', 'cert_2_last_rotated'])(
    'alone may read not_supported: a user whose %s does is refused',
    (column) => {
      expect(() => reportOf(userRow('alice', { [column]: 'not_supported' }))).toThrow(
        `row 3 ("alice"), column ${column}: found "not_supported", expected `,
      );
    },
  );
});

describe('a date after the instant that ages are measured at', () => {
  const late = (by: number) => ago(-by);
  const spoilt: readonly (readonly [column: Column, cells: Cells])[] = [
    ['user_creation_time', {}],
    ['password_last_used', password(ago(HOUR))],
    ['password_last_used', {}],
    ['password_last_changed', password(ago(HOUR))],
    ['access_key_1_last_rotated', accessKey(1, ago(HOUR))],
    ['access_key_2_last_used_date', accessKey(2, ago(HOUR))],
    ['access_key_2_last_rotated', accessKey(2, ago(HOUR), { active: false })],
    ['cert_1_last_rotated', { cert_1_active: 'false' }],
    ['cert_2_last_rotated', { cert_2_active: 'true' }],
  ];

  test.each(spoilt)('in %s of a user or of root refuses the whole report', (column, cells) => {
    const row = { ...cells, [column]: late(HOUR) };
    const why = `column ${column} holds the latest date, 2025-06-30T13:00:00Z, after the instant that ages are measured at, 2025-06-30T12:00:00Z (the report's GeneratedTime). The report contradicts itself: fetch or save it again.`;
    expect(() => reportOf(userRow('bob'), userRow('alice', row))).toThrow(
      `row 4 ("alice"), ${why}`,
    );
    expect(() => reportOf(rootRow(row))).toThrow(`row 2 ("<root_account>"), ${why}`);
  });

  test('is the latest of them all', () => {
    const rows = [2, 3, 1].map((by) => userRow(`user${by}`, accessKey(1, late(by * HOUR))));
    const error = refusalOf(() => reportOf(...rows));
    expect(error.problems).toEqual([
      expect.stringMatching(/^row 4 \("user3"\), .* 2025-06-30T15:00:00Z/),
    ]);
  });

  test('by 5 minutes is the difference of two clocks, by 1 ms more it is not', () => {
    const at = (by: number) => reportOf(userRow('alice', accessKey(1, late(by))));
    expect(at(5 * MINUTE).users).toHaveLength(1);
    expect(() => at(5 * MINUTE + 1)).toThrow(ReportError);
  });

  test('is normal in password_next_rotation', () => {
    const cells = { ...password(ago(HOUR)), password_next_rotation: late(999 * HOUR) };
    expect(reportOf(userRow('alice', cells)).users).toHaveLength(1);
  });

  test.each([
    ['IAMSPEC_AS_OF', 'Set IAMSPEC_AS_OF to the instant at which IAM generated the report.'],
    ['clock', "Correct this machine's clock, or set IAMSPEC_AS_OF"],
  ] as const)('says who set the instant, and what to do: %s', (source, remedy) => {
    const content = bytes(csv([rootRow(), userRow('alice', accessKey(1, ago(HOUR)))]));
    const read = (instant: number) =>
      parseReport({ content, caller: undefined }, { instant, source });
    expect(read(AS_OF - HOUR).users).toHaveLength(1);
    const { message } = refusalOf(() => read(AS_OF - 90 * DAY));
    expect(message).toContain(source === 'clock' ? "(this machine's clock)" : '(IAMSPEC_AS_OF)');
    expect(message).toContain(remedy);
  });
});

function refusalOf(read: () => unknown): ReportError {
  try {
    read();
  } catch (error) {
    if (error instanceof ReportError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a report is proved whole, or refused', () => {
  const refusal = (...rows: readonly Row[]): readonly string[] => {
    try {
      parseCsv(csv(rows));
    } catch (error) {
      if (error instanceof ReportError) return error.problems;
      throw error;
    }
    return [];
  };

  test('with exactly one root row', () => {
    const none =
      'it has no <root_account> row: every report that IAM generates has exactly one, so this one is incomplete or made up (emulators leave it out).';
    expect(refusal(rootRow())).toEqual([]);
    expect(refusal()).toEqual([none]);
    expect(refusal(userRow('alice'))).toEqual([none]);
    expect(refusal(rootRow(), userRow('alice'), rootRow())).toEqual([
      'it has 2 <root_account> rows: every report that IAM generates has exactly one, so this one is incomplete or made up (emulators leave it out).',
    ]);
  });

  test('of one account', () => {
    const stranger = userRow('bob', { arn: 'arn:aws:iam::444455556666:user/bob' });
    expect(refusal(rootRow(), userRow('alice'), stranger)).toEqual([
      'its ARNs belong to several accounts: 111122223333 (aws), 444455556666 (aws).',
    ]);
  });

  test('and of how many others it is, however many, ten are named', () => {
    const strangers = Array.from({ length: 100 }, (_, index) => {
      const account = String(444455550000 + index);
      return userRow(`user${index}`, { arn: `arn:aws:iam::${account}:user/user${index}` });
    });
    const [problem = ''] = refusal(rootRow(), ...strangers);
    expect(problem.split(' (aws)')).toHaveLength(11);
    expect(problem).toMatch(/444455550008 \(aws\) and 91 more\.$/);
  });

  test('of one partition', () => {
    const stranger = userRow('bob', { arn: `arn:aws-cn:iam::${ACCOUNT}:user/bob` });
    expect(refusal(rootRow(), stranger)).toEqual([
      'its ARNs belong to several accounts: 111122223333 (aws), 111122223333 (aws-cn).',
    ]);
  });

  test("of the caller's account, where there is a caller", () => {
    const content = bytes(csv([rootRow()]));
    const asOf = { instant: AS_OF, source: 'GeneratedTime' } as const;
    const parseFor = (accountId: string) => () =>
      parseReport({ content, caller: { accountId, arn: `arn:aws:iam::${accountId}:root` } }, asOf);
    expect(parseFor(ACCOUNT)).not.toThrow();
    expect(parseFor('444455556666')).toThrow(
      'it is of account 111122223333, but the caller is in account 444455556666.',
    );
  });

  test('with unique users, without regard to case as in IAM', () => {
    expect(refusal(rootRow(), userRow('alice'), userRow('bob'), userRow('alice'))).toEqual([
      'rows 3 and 5 are of the same user, "alice".',
    ]);
    expect(refusal(rootRow(), userRow('alice'), userRow('Alice'))).toEqual([
      'rows 3 and 4 are of the same user, "Alice".',
    ]);
    const path = userRow('alice', { arn: `arn:aws:iam::${ACCOUNT}:user/team/alice` });
    expect(refusal(rootRow(), userRow('alice'), path)).toHaveLength(1);
  });

  test('with an ARN that ends in the name of its user', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/Alice`;
    expect(refusal(rootRow(), userRow('alice', { arn }))).toEqual([
      `row 3 ("alice"), column arn: found "${arn}", expected the ARN of that user's name.`,
    ]);
  });

  test('with root under its own ARN, and nobody else under it', () => {
    const user = `arn:aws:iam::${ACCOUNT}:user/alice`;
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    expect(refusal(rootRow({ arn: user }))).toEqual([
      `row 2 ("<root_account>"), column arn: found "${user}", expected arn:aws:iam::<account>:root.`,
    ]);
    expect(refusal(rootRow(), userRow('alice', { arn: root }))).toHaveLength(1);
    expect(refusal(rootRow(), userRow('root', { arn: root }))).toHaveLength(1);
  });

  test.each([
    ['user_creation_time', '2024-02-30T00:00:00Z'],
    ['user_creation_time', 'N/A'],
    ['password_enabled', 'yes'],
    ['password_enabled', 'N/A'],
    ['password_last_used', 'no information'],
    ['password_last_used', 'n/a'],
    ['password_last_changed', 'no_information'],
    ['password_next_rotation', 'no_information'],
    ['mfa_active', ''],
    ['mfa_active', ' true'],
    ['access_key_1_active', '1'],
    ['access_key_1_last_rotated', 'no_information'],
    ['access_key_1_last_rotated', '45000.5'],
    ['access_key_1_last_used_date', '2024-01-01'],
    ['access_key_1_last_used_region', ''],
    ['access_key_1_last_used_service', ''],
    ['access_key_2_active', 'Active'],
    ['access_key_2_last_rotated', ''],
    ['cert_1_active', 'tru'],
    ['cert_2_last_rotated', '2024-01-01T00:00:00'],
  ])('with every cell understood: %s must not read %j', (column, text) => {
    const found = refusal(rootRow(), userRow('alice', { [column]: text }));
    expect(found).toEqual([
      expect.stringContaining(
        `row 3 ("alice"), column ${column}: found ${JSON.stringify(text)}, expected `,
      ),
    ]);
    expect(refusal(rootRow({ [column]: text }))).toEqual([
      expect.stringContaining(`row 2 ("<root_account>"), column ${column}: found `),
    ]);
  });

  test('and the refusal lists everything that is wrong, at most 20 lines of it', () => {
    expect(() =>
      parseCsv(
        csv([
          userRow('alice', { mfa_active: 'maybe', password_last_used: '2024-02-30T00:00:00Z' }),
          userRow('ALICE', { user_creation_time: '' }),
          userRow('bob', { access_key_1_last_used_region: '' }),
        ]),
      ),
    ).toThrowErrorMatchingInlineSnapshot(`
"The credential report cannot be used:
  - it has no <root_account> row: every report that IAM generates has exactly one, so this one is incomplete or made up (emulators leave it out).
  - rows 2 and 3 are of the same user, "ALICE".
  - row 2 ("alice"), column password_last_used: found "2024-02-30T00:00:00Z", expected a date such as 2026-09-11T13:14:52Z, or N/A, no_information, not_supported.
  - row 2 ("alice"), column mfa_active: found "maybe", expected true or false.
  - row 3 ("ALICE"), column user_creation_time: found "", expected a date such as 2026-09-11T13:14:52Z.
  - row 4 ("bob"), column access_key_1_last_used_region: found "", expected a name or N/A."
`);
    const rows = Array.from({ length: 30 }, (_, index) => userRow(`u${index}`, { mfa_active: '' }));
    const error = new ReportError(refusal(rootRow(), ...rows));
    expect(error.problems).toHaveLength(30);
    expect(error.message.split('\n')).toHaveLength(22);
    expect(error.message).toMatch(/ {2}- and 10 more$/);
  });
});

test('an account at the quota of 5,000 users parses to all of them', () => {
  const rows = Array.from({ length: 5000 }, (_, index) =>
    userRow(`user${index}`, { ...accessKey(1, ago(HOUR)), ...accessKey(2, ago(HOUR)) }),
  );
  const report = parseCsv(csv([rootRow(), ...rows]));
  expect(report.users).toHaveLength(5000);
  expect(report.activeAccessKeys).toHaveLength(10_000);
});

describe('the model', () => {
  test('cannot be changed by one control under the eyes of the next', () => {
    const report = reportOf(userRow('alice', { ...password(ago(HOUR)), ...accessKey(1, ago(0)) }));
    const [alice] = report.users;
    const parts: unknown[] = [report, report.users, report.rows, report.rows[1], report.passwords];
    parts.push(report.activeAccessKeys, report.root, report.account, alice, alice?.password);
    parts.push(alice?.accessKeys, alice?.accessKeys[0]);
    expect(parts.every((part) => part !== undefined && Object.isFrozen(part))).toBe(true);
  });

  test('is as deep in its facts and in columns that AWS does not document', () => {
    const columns = [...LIVE_COLUMNS, 'new_column'];
    const content = bytes(csv([rootRow(), userRow('alice')], { columns }));
    const device = { userArn: undefined };
    const facts = { virtualMfaDevices: { known: [device] } };
    const asOf = { instant: AS_OF, source: 'GeneratedTime' } as const;
    const report = parseReport({ content, caller: undefined, facts }, asOf);
    const parts = [report.facts, facts.virtualMfaDevices, facts.virtualMfaDevices.known, device];
    expect([...parts, report.rows[1]?.otherColumns].every(Object.isFrozen)).toBe(true);
  });
});

describe('columns that AWS does not document', () => {
  const alice = (column: string, text: string) =>
    parseCsv(
      csv(
        [rootRow({}), { ...userRow('alice'), [column]: text }].map((row) => ({
          [column]: '',
          ...row,
        })),
        { columns: [...LIVE_COLUMNS, column] },
      ),
    ).users[0]?.contradiction;

  test.each([
    ['access_key_3_active', 'true'],
    ['ACCESS_KEY_3_ACTIVE', 'TRUE'],
    ['cert_3_active', 'true'],
    ['Additional_Credentials_Info', '2 access keys more'],
    ['additional_credential_info', '2 access keys more'],
    ['additional_credentials_info ', '2 access keys more'],
  ])('that tell of credentials we do not know are believed: %s is %s', (column, text) => {
    expect(alice(column, text)).toMatch(
      /says ".*": the report leaves credentials of this user out/,
    );
  });

  test.each([
    ['access_key_3_active', 'false'],
    ['Additional_Credentials_Info', 'N/A'],
    ['last_seen_by', 'true'],
    ['access_key_1_last_used_account', '111122223333'],
  ])('that tell of none change nothing: %s is %s', (column, text) => {
    expect(alice(column, text)).toBeUndefined();
  });
});

describe('additional_credentials_info', () => {
  const column = 'additional_credentials_info';
  const CERT = { cert_2_active: 'true' };
  const read = (root: string, alice: string) =>
    parseCsv(
      csv([
        rootRow({ [column]: root }),
        userRow('alice', {
          ...password(ago(0)),
          ...accessKey(1, ago(0)),
          ...CERT,
          [column]: alice,
        }),
      ]),
    );

  test.each(['N/A', '', '0', 'not_supported'])('%j leaves nothing out', (info) => {
    const { root, account, users } = read(info, info);
    const [alice] = users;
    const subjects = [root, account, alice, alice?.password, ...(alice?.accessKeys ?? [])];
    expect(subjects.map((subject) => subject?.contradiction)).toEqual(Array(5).fill(undefined));
  });

  test('any other text makes the row unbelievable, and with it all that it tells', () => {
    const info = '1 additional access key - use ListAccessKeys';
    const why = `additional_credentials_info says "${info}": the report leaves credentials of this user out, so look them up`;
    const { root, account, users } = read('N/A', info);
    const alice = only(users);
    const [key, certificate] = [only(alice.accessKeys), only(alice.certificates)];
    for (const subject of [alice, alice.password, key, certificate]) {
      expect(subject?.contradiction).toBe(why);
    }
    expect([root.contradiction, account.contradiction]).toEqual([undefined, undefined]);
  });

  test('of root makes what is said of the account unbelievable, not its users', () => {
    const { root, account, users } = read('1 additional certificate', 'N/A');
    expect(root.contradiction).toMatch(/^additional_credentials_info says "1 additional cert/);
    expect(account.contradiction).toBe(root.contradiction);
    expect(only(users).contradiction).toBeUndefined();
  });
});
