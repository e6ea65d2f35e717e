import { parse } from 'csv-parse/sync';
import type { LocalPolicies } from './account';
import { DEMO_ACCOUNT_ID, type SampleCase, sampleAccount } from './sample-account';
import { USERS_WITH_UNLISTED } from './sample-credentials';
import { USERS_WITH_DEVICES } from './sample-devices';
import { USERS_WITH_ACCESS } from './sample-policies';

type Row = Record<string, string>;

const NOW = new Date('2026-09-11T13:14:52.789Z');
const account = sampleAccount(NOW);
const text = account.report.toString();
const [header = [], ...cells] = parse(text);
const rows: Row[] = parse(text, { columns: true });
const users = rows.slice(1);
const caseOf = new Map(account.cases.map((entry) => [entry.user, entry]));

const labels = (entry: SampleCase | undefined, control: string) =>
  Object.entries(entry?.expect ?? {})
    .filter(([, outcomes]) => (outcomes[control] ?? 'notApplicable') !== 'notApplicable')
    .map(([label]) => label);

describe('the sample report', () => {
  test('is as AWS writes it', () => {
    expect(account.accountId).toBe(DEMO_ACCOUNT_ID);
    expect(account.generatedTime).toBe('2026-09-11T13:11:52Z');
    expect(text).not.toMatch(/\r|\n$|TRUE|FALSE|\.\d{3}Z/);
    expect(header.join()).toMatchInlineSnapshot(
      `"user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated"`,
    );
    expect(cells.map(({ length }: string[]) => length)).toEqual(cells.map(() => 22));
  });

  test('has the root row first, then some forty users sorted without regard to case', () => {
    expect(rows[0]).toMatchObject({
      user: '<root_account>',
      arn: 'arn:aws:iam::000000000000:root',
      mfa_active: 'true',
      password_enabled: 'true',
      password_next_rotation: 'not_supported',
      access_key_1_active: 'false',
      access_key_2_active: 'false',
    });
    const names = users.map(({ user = '' }) => user.toLowerCase());
    expect(names).toEqual(names.toSorted());
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(38);
    expect(names.length).toBeLessThanOrEqual(44);
  });

  test('has names and ARNs that IAM would accept', () => {
    for (const { user = '', arn = '' } of users) {
      expect(user).toMatch(/^[\w+=,.@-]{1,64}$/);
      expect(arn).toMatch(/^arn:aws:iam::000000000000:user\/(?:[!-~]+\/)?[\w+=,.@-]+$/);
      expect(arn.endsWith(`/${user}`)).toBe(true);
    }
    expect(users.some(({ user = '' }) => user.length === 64)).toBe(true);
    expect(text).toContain('\n"doe,jane","arn:aws:iam::000000000000:user/doe,jane",');
    expect(text).toContain('\npartner,"arn:aws:iam::000000000000:user/a,b/partner",');
  });

  test('never contradicts itself', () => {
    const time = (cell = '') => Date.parse(cell);
    for (const row of rows) {
      const dated = Object.entries(row).filter(([, cell]) => /^\d{4}-\d\d-\d\dT/.test(cell));
      for (const [, cell] of dated) {
        expect(time(cell)).toBeGreaterThanOrEqual(time(row.user_creation_time));
        expect(time(cell)).toBeLessThanOrEqual(time(account.generatedTime));
      }
      for (const slot of ['access_key_1', 'access_key_2']) {
        const used = time(row[`${slot}_last_used_date`]);
        expect(used < time(row[`${slot}_last_rotated`])).toBe(false);
      }
    }
  });

  test('tells N/A from no_information as AWS does', () => {
    for (const row of users) {
      const { password_enabled, password_last_used, password_last_changed } = row;
      if (password_enabled === 'false') {
        expect([password_last_used, password_last_changed]).toEqual(['N/A', 'N/A']);
      } else {
        expect(password_last_used).not.toBe('N/A');
      }
    }
    expect(users.some((row) => row.password_last_used === 'no_information')).toBe(true);
  });

  test.each([
    ['heidi', 'password_last_used', '2026-08-12T13:11:52Z'],
    ['ivan', 'password_last_used', '2026-08-12T13:11:53Z'],
    ['karl', 'password_last_changed', '2026-08-12T13:11:52Z'],
    ['backup', 'access_key_1_last_rotated', '2026-06-13T13:11:52Z'],
    ['backup-standby', 'access_key_1_last_rotated', '2026-06-13T13:11:51Z'],
    ['metrics', 'access_key_1_last_used_date', '2026-06-13T13:11:52Z'],
    ['metrics-archive', 'access_key_1_last_used_date', '2026-06-13T13:11:53Z'],
    ['ci-deploy', 'access_key_1_last_rotated', '2026-09-11T13:11:52Z'],
    ['static-site', 'access_key_1_last_used_region', 'N/A'],
    ['static-site', 'access_key_1_last_used_service', 's3'],
    ['oscar', 'access_key_1_active', 'false'],
    ['oscar', 'access_key_2_active', 'true'],
    ['signer', 'cert_1_active', 'true'],
    ['signer', 'cert_2_active', 'false'],
  ])('%s has %s %s', (user, column, cell) => {
    expect(users.find((row) => row.user === user)?.[column]).toBe(cell);
  });
});

describe('the sample cases', () => {
  test('are one for each row, each with a story of its own', () => {
    expect(account.cases.map(({ user }) => user)).toEqual(rows.map(({ user }) => user));
    for (const { story } of account.cases) expect(story).toMatch(/^[A-Z][^.]{20,}\.$/);
    expect(new Set(account.cases.map(({ story }) => story)).size).toBe(rows.length);
  });

  test('name every password and every active key of the report, and nothing else', () => {
    for (const row of users) {
      const { user = '' } = row;
      const entry = caseOf.get(user);
      const hasPassword = row.password_enabled === 'true';
      const keys = ['1', '2']
        .filter((slot) => row[`access_key_${slot}_active`] === 'true')
        .map((slot) => `${user} / access key ${slot}`);
      expect(labels(entry, 'console-user-mfa')).toEqual(hasPassword ? [user] : []);
      expect(labels(entry, 'password-last-used')).toEqual(
        hasPassword ? [`${user} / password`] : [],
      );
      expect(labels(entry, 'access-key-last-used')).toEqual(keys);
      expect(labels(entry, 'access-key-rotation')).toEqual(keys);
    }
  });

  test('say notApplicable under the plain name where a user has no subject', () => {
    expect(caseOf.get('carol')?.expect).toEqual({
      carol: {
        'console-user-mfa': 'notApplicable',
        'password-last-used': 'notApplicable',
        'access-key-last-used': 'notApplicable',
        'access-key-rotation': 'notApplicable',
      },
    });
  });

  test('show each user control both passed and failed', () => {
    const seen = new Set(
      account.cases.flatMap(({ expect: outcomes }) =>
        Object.values(outcomes).flatMap((byControl) => Object.entries(byControl).map(String)),
      ),
    );
    for (const control of [
      'console-user-mfa',
      'password-last-used',
      'access-key-last-used',
      'access-key-rotation',
    ]) {
      expect(seen).toContain(`${control},passed`);
      expect(seen).toContain(`${control},failed`);
    }
  });
});

const enrolled = users.filter(({ mfa_active }) => mfa_active === 'true');
const virtualOwners = account.virtualMfaDevices.map(({ user }) => user?.userName);
const userOf = (name: string) => account.users.find(({ userName }) => userName === name);

describe('the rest of the sample account', () => {
  test('agrees with the report', () => {
    expect(account.users.map(({ arn }) => arn)).toEqual(users.map(({ arn }) => arn));
    expect(account.summary.Users).toBe(users.length);
    expect(account.summary.AccountAccessKeysPresent).toBe(0);
  });

  test('has a key for each slot of the report, each with an id of its own, that is no real one', () => {
    const keys = account.users.map(({ accessKeys = [] }) => accessKeys);
    const slots = users.map((row) =>
      [1, 2].flatMap((slot) => {
        const createDate = row[`access_key_${slot}_last_rotated`];
        const status = row[`access_key_${slot}_active`] === 'true' ? 'Active' : 'Inactive';
        return createDate === 'N/A' ? [] : [{ createDate, status }];
      }),
    );
    expect(keys.map((all) => all.map(({ id: _, ...key }) => key))).toEqual(slots);
    const ids = keys.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    const again = sampleAccount(new Date(NOW.getTime() + 1e9)).users;
    expect(again.flatMap(({ accessKeys = [] }) => accessKeys).map(({ id }) => id)).toEqual(ids);
  });

  test('has a device for each user with MFA, for nobody else, and a spare one', () => {
    const owners = account.users.filter(
      ({ userName, mfaDevices = [] }) => virtualOwners.includes(userName) || mfaDevices.length > 0,
    );
    expect(owners.map(({ userName }) => userName)).toEqual(enrolled.map(({ user }) => user));
    expect(virtualOwners.filter((owner) => owner === undefined)).toHaveLength(1);
    const others = account.users.flatMap(({ mfaDevices = [] }) => mfaDevices);
    const root = 1;
    const { MFADevices, MFADevicesInUse } = account.summary;
    expect(MFADevicesInUse).toBe(others.length + virtualOwners.length - 1 + root);
    expect(MFADevices).toBe(others.length + virtualOwners.length + root);
  });

  test('has most devices virtual, some hardware tokens, some FIDO devices of which one is certified', () => {
    const others = account.users.flatMap(({ userName, mfaDevices = [] }) =>
      mfaDevices.map(({ serialNumber, certifications }) => ({
        userName,
        serialNumber,
        certifications,
        virtual: virtualOwners.includes(userName),
      })),
    );
    const fido = (name: string, label: string) =>
      expect.stringContaining(`arn:aws:iam::000000000000:u2f/user/${name}/${label}-`);
    const phishable = { certifications: undefined, virtual: false };
    const smith = 'j.smith+ops=on_call@corp-eu';
    expect(others).toEqual([
      {
        userName: 'alice',
        serialNumber: fido('alice', 'security-key'),
        certifications: { 'FIPS-140-2': 'L2', FIDO: 'L1' },
        virtual: false,
      },
      { userName: 'frank', serialNumber: 'GAHT00000002', ...phishable },
      { userName: 'heidi', serialNumber: 'GAHT00000001', ...phishable },
      {
        userName: smith,
        serialNumber: fido(smith, 'laptop'),
        certifications: undefined,
        virtual: true,
      },
      {
        userName: 'Zoe',
        serialNumber: fido('Zoe', 'phone'),
        certifications: undefined,
        virtual: false,
      },
    ]);
    expect(virtualOwners.length).toBeGreaterThan(others.length);
  });

  test('has service credentials of every status; keys of Bedrock without an end, one beside a password', () => {
    const credentials = (account.serviceCredentials ?? []).map(
      ({ userName, serviceName, status, expirationDate }) =>
        `${userName} ${serviceName.replace('.amazonaws.com', '')} ${status} ${expirationDate ?? 'never'}`,
    );
    expect(credentials).toEqual([
      'alice bedrock Active never',
      'BedrockAPIKey-k3p7 bedrock Active never',
      'BedrockAPIKey-w9d2 bedrock Active 2026-10-11T13:11:52Z',
      'bob bedrock Active never',
      'ivan codecommit Inactive never',
      'metrics logs Expired 2026-08-02T13:11:52Z',
    ]);
    const passwords = ['k3p7', 'w9d2'].map(
      (end) => users.find(({ user }) => user === `BedrockAPIKey-${end}`)?.password_enabled,
    );
    expect(passwords).toEqual(['false', 'true']);
  });

  test('has SSH keys of two users, one of which replaced another', () => {
    const keys = account.users.flatMap(({ userName, sshPublicKeys = [] }) =>
      sshPublicKeys.map(({ status, uploadDate }) => `${userName} ${status} ${uploadDate}`),
    );
    expect(keys).toEqual([
      'ci-nightly Active 2026-07-28T13:11:52Z',
      'rupert Inactive 2025-08-07T13:11:52Z',
      'rupert Active 2026-08-30T13:11:52Z',
    ]);
  });

  test('has four administrators, each by another way', () => {
    const anything =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const wide = (account.policies ?? [])
      .filter(({ versions }) => versions.some((v) => v.isDefault && v.document === anything))
      .map(({ arn }) => arn);
    expect(wide).toEqual([
      'arn:aws:iam::000000000000:policy/break-glass',
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ]);
    const isWide = ({ attachedPolicies = [], inlinePolicies = [] }: LocalPolicies) =>
      attachedPolicies.some((arn) => wide.includes(arn)) ||
      inlinePolicies.some(({ document }) => document === anything);
    const wideGroups = (account.groups ?? []).filter(isWide).map(({ groupName }) => groupName);
    expect(wideGroups).toEqual(['admins']);
    const administrators = account.users.filter(
      (user) => isWide(user) || user.groups?.some((group) => wideGroups.includes(group)),
    );
    expect(administrators.map(({ userName }) => userName)).toEqual([
      'alice',
      'nina',
      'quentin',
      'Zoe',
    ]);
    const own = (account.policies ?? []).filter(({ arn }) => !arn.includes('::aws:'));
    expect(own.map(({ versions }) => versions.length)).toEqual([1, 2]);
  });

  test('gives nothing to a user that is not there, and nothing that is older than its user', () => {
    const named = [...USERS_WITH_ACCESS, ...USERS_WITH_DEVICES, ...USERS_WITH_UNLISTED];
    expect(named.filter((name) => !userOf(name))).toEqual([]);
    const dated = [
      ...(account.serviceCredentials ?? []).map(({ userName, createDate }) => [
        userName,
        createDate,
      ]),
      ...account.users.flatMap(({ userName, sshPublicKeys = [] }) =>
        sshPublicKeys.map(({ uploadDate }) => [userName, uploadDate]),
      ),
    ];
    for (const [name = '', date = ''] of dated) {
      expect(Date.parse(date)).toBeGreaterThanOrEqual(Date.parse(userOf(name)?.createDate ?? ''));
    }
    const groups = new Set(account.groups?.map(({ groupName }) => groupName));
    const arns = new Set(account.policies?.map(({ arn }) => arn));
    for (const { groups: ofUser = [], attachedPolicies = [] } of account.users) {
      expect(ofUser.filter((group) => !groups.has(group))).toEqual([]);
      expect(attachedPolicies.filter((arn) => !arns.has(arn))).toEqual([]);
    }
  });
});
