import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  accessKey,
  ago,
  LEFT_OUT,
  password,
  type Row,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { DAY, type Facts, type ServiceCredential } from '../report';
import { triage } from './triage';
import { POINTS } from './triage-reasons';

const SECOND = 1000;
const MFA = { mfa_active: 'true' };
const YOUNG = ago(DAY);

function ranking(facts: Facts, ...rows: readonly Row[]) {
  return triage({ ...reportOf(...rows), facts });
}

/** The ids of the reasons of a credential. */
function reasons(label: string, facts: Facts, ...rows: readonly Row[]): readonly string[] {
  const found = ranking(facts, ...rows).ranked.find(({ credential }) => credential.label === label);
  if (!found) throw new Error(`${label} is not ranked`);
  return found.reasons.map(({ id }) => id);
}

/** A key of a user with MFA, so that nothing speaks against it but what is given. */
const withKey = (made: string, used?: string, cells: Row = {}) =>
  userRow('alice', { ...MFA, ...accessKey(1, made, used === undefined ? {} : { used }), ...cells });
const KEY = 'alice / access key 1';

const withPassword = (changed: string, used?: string, cells: Row = {}) =>
  userRow('alice', { ...MFA, ...password(changed, used), ...cells });
const PASSWORD = 'alice / password';

describe('a credential that is young, in use and with MFA', () => {
  test('has no reason', () => {
    expect(reasons(KEY, {}, withKey(YOUNG, YOUNG))).toEqual([]);
    expect(reasons(PASSWORD, {}, withPassword(YOUNG, YOUNG))).toEqual([]);
  });
});

describe('without MFA', () => {
  test('a password and a key, each in its own way; a certificate not', () => {
    const row = userRow('alice', {
      ...password(YOUNG, YOUNG),
      ...accessKey(1, YOUNG),
      cert_1_active: 'true',
      cert_1_last_rotated: YOUNG,
    });
    expect(reasons(PASSWORD, {}, row)).toEqual(['password-without-mfa']);
    expect(reasons(KEY, {}, row)).toEqual(['key-without-mfa']);
    expect(reasons('alice / signing certificate 1', {}, row)).toEqual([]);
  });
});

describe('a virtual MFA device', () => {
  const owners = (...userArn: readonly string[]): Facts => ({
    virtualMfaDevices: { known: userArn.map((each) => ({ userArn: each })) },
  });
  const alice = 'arn:aws:iam::111122223333:user/alice';

  test('counts for the password of whom it is assigned to, and no key', () => {
    expect(reasons(PASSWORD, owners(alice), withPassword(YOUNG, YOUNG))).toEqual(['virtual-mfa']);
    expect(reasons(PASSWORD, owners(`${alice}2`), withPassword(YOUNG, YOUNG))).toEqual([]);
    expect(reasons(KEY, owners(alice), withKey(YOUNG))).toEqual([]);
  });

  test('made after the report is none: without MFA is what the report says', () => {
    const row = withPassword(YOUNG, YOUNG, { mfa_active: 'false' });
    expect(reasons(PASSWORD, owners(alice), row)).toEqual(['password-without-mfa']);
  });
});

describe('root', () => {
  const ROOT = '<root_account>';

  test('a password, said or assumed, and never idle', () => {
    const said = rootRow({ ...MFA, ...password(YOUNG, ago(2000 * DAY)) });
    expect(reasons(`${ROOT} / password`, {}, said)).toEqual(['root-password']);
    const assumed = rootRow({
      ...MFA,
      password_enabled: 'not_supported',
      user_creation_time: YOUNG,
    });
    const [first] = ranking({}, assumed).ranked;
    expect(first?.reasons.map(({ text }) => text)).toEqual([
      'password of root (assumed: the report does not say)',
    ]);
  });

  test('a key or certificate', () => {
    const row = rootRow({
      ...MFA,
      ...accessKey(2, YOUNG),
      cert_1_active: 'true',
      cert_1_last_rotated: YOUNG,
    });
    expect(reasons(`${ROOT} / access key 2`, {}, row)).toEqual(['root-key']);
    expect(reasons(`${ROOT} / signing certificate 1`, {}, row)).toEqual(['root-key']);
  });
});

describe('an administrator policy', () => {
  const policies = ['AdministratorAccess of group ops', 'inline policy all'];
  const facts: Facts = { administrators: { known: [{ userName: 'alice', policies }] } };

  test('counts for keys, passwords and certificates, and is named', () => {
    const row = withKey(YOUNG, YOUNG, {
      ...password(YOUNG, YOUNG),
      cert_2_active: 'true',
      cert_2_last_rotated: YOUNG,
    });
    const { ranked } = ranking(facts, row);
    expect(ranked.map((each) => each.reasons.map(({ text }) => text))).toEqual(
      [1, 2, 3].map(() => [
        'administrator policy attached: AdministratorAccess of group ops, inline policy all',
      ]),
    );
  });

  test('of somebody else, or of no name, does not count', () => {
    expect(
      reasons('bob / access key 1', facts, userRow('bob', { ...MFA, ...accessKey(1, YOUNG) })),
    ).toEqual([]);
    const none: Facts = { administrators: { known: [{ userName: 'alice', policies: [] }] } };
    expect(reasons(KEY, none, withKey(YOUNG, YOUNG))).toEqual([]);
  });
});

describe('unused', () => {
  test.each([
    [45, 'idle-45'],
    [90, 'idle-90'],
    [365, 'idle-365'],
  ])('for exactly %i days is %s, and a second less is not', (days, id) => {
    for (const [label, row] of [
      [KEY, (age: number) => withKey(ago(age + DAY), ago(age))],
      [KEY, (age: number) => withKey(ago(age))],
      [PASSWORD, (age: number) => withPassword(ago(age + DAY), ago(age))],
      [PASSWORD, (age: number) => withPassword(ago(age))],
    ] as const) {
      expect(reasons(label, {}, row(days * DAY))).toContain(id);
      expect(reasons(label, {}, row(days * DAY - SECOND))).not.toContain(id);
    }
  });

  test('says since when it was used, or exists', () => {
    const texts = (row: Row) => ranking({}, row).ranked.flatMap((each) => each.reasons[0]?.text);
    expect(texts(withKey(ago(80 * DAY), ago(50.5 * DAY)))).toEqual(['unused for 50 days']);
    expect(texts(withKey(ago(80 * DAY)))).toEqual(['never used in 80 days']);
  });
});

describe('old', () => {
  test.each([
    [90, 'old-90'],
    [365, 'old-365'],
  ])('for %i days and a second is %s, and exactly that is not', (days, id) => {
    for (const [label, row] of [
      [KEY, (age: number) => withKey(ago(age), YOUNG)],
      [PASSWORD, (age: number) => withPassword(ago(age), YOUNG)],
      [
        'alice / signing certificate 1',
        (age: number) => userRow('alice', { cert_1_active: 'true', cert_1_last_rotated: ago(age) }),
      ],
    ] as const) {
      expect(reasons(label, {}, row(days * DAY + SECOND))).toContain(id);
      expect(reasons(label, {}, row(days * DAY))).not.toContain(id);
    }
  });

  test('without a date of its own it is as old as its user', () => {
    const row = withKey('N/A', YOUNG, { user_creation_time: ago(91 * DAY) });
    expect(reasons(KEY, {}, row)).toEqual(['old-90']);
  });
});

describe('a service credential', () => {
  const { asOf } = reportOf();
  const facts = (credential: Partial<ServiceCredential>): Facts => ({
    serviceSpecificCredentials: {
      known: [
        {
          userName: 'alice',
          id: 'ACCAEXAMPLE',
          service: 'bedrock.amazonaws.com',
          active: true,
          createdAt: asOf,
          expiresAt: asOf + DAY,
          ...credential,
        },
      ],
    },
    administrators: { known: [{ userName: 'alice', policies: ['AdministratorAccess'] }] },
  });
  const LABEL = 'alice / bedrock.amazonaws.com 1';

  test('that expires has no reason, whatever is attached to its user', () => {
    expect(reasons(LABEL, facts({}), userRow('alice'))).toEqual([]);
  });

  test('that never expires, or is old', () => {
    expect(reasons(LABEL, facts({ expiresAt: undefined }))).toEqual(['never-expires']);
    expect(reasons(LABEL, facts({ createdAt: asOf - 91 * DAY }))).toEqual(['old-90']);
  });

  test('that is inactive is left out, and counted', () => {
    expect(ranking(facts({ active: false }))).toMatchObject({ ranked: [], inactive: 1 });
  });

  test('has no use on record', () => {
    expect(ranking(facts({})).ranked).toMatchObject([{ lastUse: { kind: 'not recorded' } }]);
  });
});

describe('what a key was last used with', () => {
  const used = (service: string, region = 'N/A') =>
    withKey(YOUNG, YOUNG, {
      access_key_1_last_used_service: service,
      access_key_1_last_used_region: region,
    });

  test.each(['iam', 'sts', 'organizations', 'sso', 'IAM'])('%s can hand out rights', (service) => {
    expect(reasons(KEY, {}, used(service))).toEqual(['hands-out-rights']);
  });

  test.each(['s3', 'N/A', 'iamx'])('%s cannot', (service) => {
    expect(reasons(KEY, {}, used(service))).toEqual([]);
  });

  const other = (region: string, active = true) =>
    userRow('bob', { ...accessKey(1, YOUNG, { active }), access_key_1_last_used_region: region });

  test('a region where no other key was used stands out, also beside inactive keys', () => {
    expect(reasons(KEY, {}, used('s3', 'ap-east-1'), other('eu-west-1'))).toEqual(['lone-region']);
    expect(reasons(KEY, {}, used('s3', 'ap-east-1'), other('ap-east-1', false))).toEqual([]);
  });

  test('the region of the only key does not', () => {
    expect(reasons(KEY, {}, used('s3', 'ap-east-1'), other('N/A'))).toEqual([]);
  });
});

describe('equal points', () => {
  const order = (...rows: readonly Row[]) =>
    ranking({}, ...rows).ranked.map(({ credential }) => credential.label);
  const key = (name: string, made: string, used: string) =>
    userRow(name, { ...MFA, ...accessKey(1, made, { used }) });

  test('the longest unused first, then the oldest, then by name', () => {
    const rows = [
      key('d', ago(20 * DAY), ago(5 * DAY)),
      key('c', ago(20 * DAY), ago(5 * DAY)),
      key('b', ago(21 * DAY), ago(5 * DAY)),
      key('a', ago(10 * DAY), ago(4 * DAY)),
      key('e', ago(10 * DAY), ago(6 * DAY)),
    ];
    const expected = ['e', 'b', 'c', 'd', 'a'].map((name) => `${name} / access key 1`);
    expect(order(...rows)).toEqual(expected);
    expect(order(...rows.toReversed())).toEqual(expected);
  });

  test('what has no use on record comes last', () => {
    const certificate = userRow('a', { cert_1_active: 'true', cert_1_last_rotated: ago(9 * DAY) });
    expect(order(certificate, key('b', YOUNG, YOUNG))).toEqual([
      'b / access key 1',
      'a / signing certificate 1',
    ]);
  });
});

describe('what is left out', () => {
  test('inactive keys and certificates are counted', () => {
    const row = userRow('alice', {
      ...accessKey(1, YOUNG, { active: false }),
      cert_2_last_rotated: YOUNG,
    });
    expect(ranking({}, row)).toMatchObject({ ranked: [], inactive: 2 });
  });

  test('a user whose row leaves credentials out is named with why, and none of its credentials', () => {
    const facts: Facts = {
      serviceSpecificCredentials: {
        known: [
          { userName: 'alice', service: 's', active: true, createdAt: 0, expiresAt: undefined },
        ],
      },
    };
    const found = ranking(facts, withKey(YOUNG, YOUNG, { ...LEFT_OUT }), other());
    expect(found.ranked.map(({ credential }) => credential.label)).toEqual(['bob / access key 1']);
    expect(found).toMatchObject({
      inactive: 0,
      notRankable: [{ user: 'alice', why: expect.stringContaining('look them up') }],
    });
  });

  const other = () => userRow('bob', accessKey(1, YOUNG));

  test('facts that a saved report does not tell, or that AWS refused', () => {
    const refused: Facts = {
      administrators: { refused: 'AWS refused it.' },
      virtualMfaDevices: { known: [] },
      accessKeys: { known: [] },
    };
    expect(ranking(refused, other()).notConsidered).toEqual([
      {
        fact: 'administrators',
        what: 'whether an administrator policy is attached',
        why: 'AWS refused it.',
      },
      {
        fact: 'serviceSpecificCredentials',
        what: 'service-specific credentials, of which none is ranked',
        why: 'a saved report does not tell the list of service-specific credentials.',
      },
    ]);
    expect(ranking({}, other()).notConsidered).toHaveLength(4);
  });
});

test('docs/commands.md lists each reason with its points', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'commands.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| .*\| (\d+) +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, id, points]) => [id, Number(points)]))).toEqual(POINTS);
});
