import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { liveAccount, stamp } from '../../tools/testing/npm-test';
import { accessKey, type Cells, rootRow, userRow } from '../../tools/testing/report';
import type { LocalIamOptions } from '../local-iam';
import type { LocalAccount } from '../local-iam/account';
import { DAY, FACTS, type FactName, type Facts } from '../report';
import { fetchFacts, fetchKeyIds } from './fetch-facts';

afterEach(closeSessions);

const AT = Date.UTC(2025, 5, 30, 12);
const until = () => ({ abortSignal: AbortSignal.timeout(10_000) });
const U2F = 'arn:aws:iam::111122223333:u2f/user/carol/key-A1';

/** An account of these users, each with the cells and what besides the report is known. */
function account(
  users: Readonly<Record<string, { cells?: Cells } & Partial<LocalAccount['users'][number]>>>,
  rest: Partial<LocalAccount> = {},
): LocalAccount {
  const made = liveAccount(() => [
    rootRow(),
    ...Object.entries(users).map(([name, { cells }]) => userRow(name, cells)),
  ]);
  const known = made.users.map((user) => ({ ...user, ...users[user.userName] }));
  return { ...made, users: known, ...rest };
}

async function facts(
  names: readonly FactName[],
  options: LocalIamOptions,
): Promise<Facts & { readonly actions: readonly string[] }> {
  const { iam, endpoint } = await session(options);
  const report = { content: Buffer.from(options.account.report), generatedTime: AT + 400 * DAY };
  const found = await fetchFacts(iam, names, () => report, until());
  return { ...found, actions: endpoint.requests.map(({ action }) => action) };
}

const MFA: Cells = { mfa_active: 'true' };
const device = (serialNumber: string, certifications?: Record<string, string>) => ({
  serialNumber,
  enableDate: stamp(AT),
  ...(certifications && { certifications }),
});

describe('the kinds of MFA', () => {
  test('are asked of whom the list of virtual devices leaves open, certifications of FIDO devices alone', async () => {
    const given = account({
      alice: { cells: MFA },
      bob: { cells: MFA, mfaDevices: [device('GAHT12345678')] },
      carol: { cells: MFA, mfaDevices: [device(U2F, { 'FIPS-140-2': 'L2', FIDO: 'L1' })] },
      dave: {},
    });
    const virtualMfaDevices = given.virtualMfaDevices.filter(
      ({ user }) => user?.userName === 'alice',
    );
    const { mfaDevices, actions } = await facts(['mfaDevices'], {
      account: { ...given, virtualMfaDevices },
    });
    expect(mfaDevices).toEqual({
      known: [
        { userName: 'bob', devices: [{ serialNumber: 'GAHT12345678', certifications: undefined }] },
        {
          userName: 'carol',
          devices: [{ serialNumber: U2F, certifications: { 'FIPS-140-2': 'L2', FIDO: 'L1' } }],
        },
      ],
    });
    expect([...actions].sort()).toEqual([
      'GetMFADevice',
      'ListMFADevices',
      'ListMFADevices',
      'ListVirtualMFADevices',
    ]);
  });

  test('of a device without certifications has none', async () => {
    const given = account({ carol: { cells: MFA, mfaDevices: [device(U2F)] } });
    const { mfaDevices } = await facts(['mfaDevices'], {
      account: { ...given, virtualMfaDevices: [] },
    });
    expect(mfaDevices).toEqual({
      known: [{ userName: 'carol', devices: [{ serialNumber: U2F, certifications: undefined }] }],
    });
  });

  test('of a device that is listed counts, also where IAM does not know it a moment later', async () => {
    const given = account({ carol: { cells: MFA, mfaDevices: [device(U2F), device('GAHT1')] } });
    const { mfaDevices } = await facts(['mfaDevices'], {
      account: { ...given, virtualMfaDevices: [] },
      script: { GetMFADevice: [{ error: 'NoSuchEntity' }] },
    });
    const devices = [U2F, 'GAHT1'].map((serialNumber) => ({
      serialNumber,
      certifications: undefined,
    }));
    expect(mfaDevices).toEqual({ known: [{ userName: 'carol', devices }] });
  });

  test.each(['ListVirtualMFADevices', 'ListMFADevices', 'GetMFADevice'] as const)(
    'refused at %s are refused, and the action is named',
    async (action) => {
      const given = account({ carol: { cells: MFA, mfaDevices: [device(U2F)] } });
      const { mfaDevices } = await facts(['mfaDevices'], {
        account: { ...given, virtualMfaDevices: [] },
        script: { [action]: [{ error: 'AccessDenied' }] },
      });
      expect(mfaDevices).toEqual({
        refused: expect.stringMatching(`^AWS refused iam:${action} .*Allow that action`),
      });
    },
  );
});

describe('an answer about somebody else', () => {
  const answer = (action: string, members: string) => ({
    body: `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${members}<IsTruncated>false</IsTruncated></${action}Result></${action}Response>`,
  });
  const member = (list: string, fields: string) =>
    `<${list}><member><UserName>bob</UserName>${fields}</member></${list}>`;
  const given = {
    ...account({
      carol: { cells: { ...MFA, ...accessKey(1, stamp(AT)) }, mfaDevices: [device(U2F)] },
    }),
    virtualMfaDevices: [],
  };

  test.each([
    ['mfaDevices', 'ListMFADevices', 'MFADevices', `<SerialNumber>GAHT1</SerialNumber>`],
    [
      'accessKeys',
      'ListAccessKeys',
      'AccessKeyMetadata',
      `<AccessKeyId>AKIA1</AccessKeyId><Status>Active</Status><CreateDate>${stamp(AT)}</CreateDate>`,
    ],
    [
      'sshPublicKeys',
      'ListSSHPublicKeys',
      'SSHPublicKeys',
      `<SSHPublicKeyId>APKA1</SSHPublicKeyId><Status>Active</Status><UploadDate>${stamp(AT)}</UploadDate>`,
    ],
  ] as const)('tells no %s', async (name, action, list, fields) => {
    const found = await facts([name], {
      account: given,
      script: { [action]: [answer(action, member(list, fields))] },
    });
    expect(found[name]).toEqual({
      refused: expect.stringMatching(`iam:${action} .*about carol is about bob`),
    });
  });

  test('tells no certification of a device', async () => {
    const other = `<SerialNumber>${U2F}2</SerialNumber><Certifications><entry><key>FIDO</key><value>L1</value></entry></Certifications>`;
    const { mfaDevices } = await facts(['mfaDevices'], {
      account: given,
      script: { GetMFADevice: [answer('GetMFADevice', other)] },
    });
    expect(mfaDevices).toEqual({ refused: expect.stringMatching('iam:GetMFADevice .*is about') });
  });
});

test('where time runs out in the middle, nothing is known, and the action that was cut off is named', async () => {
  const given = account({
    carol: { cells: MFA, mfaDevices: [device(U2F)] },
    dave: { cells: MFA, mfaDevices: [device('GAHT1')] },
  });
  const { iam } = await session({
    account: { ...given, virtualMfaDevices: [] },
    script: { ListMFADevices: ['default', { delayMs: 5000 }] },
  });
  const report = { content: Buffer.from(given.report), generatedTime: AT + 400 * DAY };
  const until = { abortSignal: AbortSignal.timeout(200) };
  const { mfaDevices } = await fetchFacts(iam, ['mfaDevices'], () => report, until);
  expect(mfaDevices).toEqual({
    refused: expect.stringMatching('iam:ListMFADevices, again and again .TimeoutError'),
  });
});

const ASKED: Readonly<Record<string, LocalAccount>> = {
  mfaDevices: {
    ...account({ carol: { cells: MFA, mfaDevices: [device(U2F)] } }),
    virtualMfaDevices: [],
  },
  accessKeys: account({ alice: { cells: accessKey(1, stamp(AT)) } }),
};

// What is documented as the permissions of a fact is neither less nor more than what is called.
test.each((Object.keys(FACTS) as FactName[]).filter((name) => FACTS[name].actions.length > 0))(
  'the fact %s is known by the actions that it is said to need',
  async (name) => {
    const given = ASKED[name] ?? account({ alice: {} }, { summary: { Users: 1 } });
    const { actions, ...found } = await facts([name], {
      account: given,
    });
    expect(found[name]).toHaveProperty('known');
    expect(new Set(actions.map((action) => `iam:${action}`))).toEqual(new Set(FACTS[name].actions));
  },
);

describe('the ids of access keys', () => {
  const users = {
    alice: { cells: accessKey(1, stamp(AT - DAY)) },
    bob: { cells: accessKey(2, stamp(AT - 2 * DAY), { active: false }) },
    carol: {},
  };

  test('are asked of users with a key in the report', async () => {
    const { accessKeys, actions } = await facts(['accessKeys'], { account: account(users) });
    expect(accessKeys).toEqual({
      known: [
        {
          userName: 'alice',
          keys: [{ id: expect.stringMatching(/^AKIA/), active: true, createdAt: AT - DAY }],
        },
        {
          userName: 'bob',
          keys: [{ id: expect.stringMatching(/^AKIA/), active: false, createdAt: AT - 2 * DAY }],
        },
      ],
    });
    expect(actions).toEqual(['ListAccessKeys', 'ListAccessKeys']);
  });

  test('of a user that is gone since the report are none', async () => {
    const given = account(users);
    const left = given.users.filter(({ userName }) => userName !== 'alice');
    const { accessKeys } = await facts(['accessKeys'], { account: { ...given, users: left } });
    expect(accessKeys).toMatchObject({
      known: [{ userName: 'alice', keys: [] }, { userName: 'bob' }],
    });
  });

  test('are asked for again where IAM throttles, and not where it refuses', async () => {
    const throttled = await facts(['accessKeys'], {
      account: account(users),
      script: { ListAccessKeys: [{ error: 'Throttling' }, 'default'] },
    });
    expect(throttled.accessKeys).toMatchObject({ known: [{ userName: 'alice' }, {}] });
    expect(throttled.actions).toHaveLength(3);
    const refused = await facts(['accessKeys'], {
      account: account(
        Object.fromEntries(
          Array.from({ length: 50 }, (_, n) => [`u${n}`, { cells: accessKey(1, stamp(AT)) }]),
        ),
      ),
      script: { ListAccessKeys: [{ error: 'AccessDenied' }] },
    });
    expect(refused.accessKeys).toMatchObject({
      refused: expect.stringMatching('iam:ListAccessKeys'),
    });
    expect(refused.actions.length).toBeLessThanOrEqual(10);
  });

  test('can be asked of some users alone', async () => {
    const given = account(users);
    const { iam } = await session({ account: given });
    const report = { content: Buffer.from(given.report), generatedTime: AT + 400 * DAY };
    const known = await fetchKeyIds({ iam }, report, new Set(['bob', 'carol']), 10_000);
    expect(known).toMatchObject({ known: [{ userName: 'bob' }] });
  });

  test('of a report that is not whole are not known', async () => {
    const broken = { ...account(users), report: 'user,arn\n' };
    const { accessKeys } = await facts(['accessKeys'], { account: broken });
    expect(accessKeys).toMatchObject({ refused: expect.any(String) });
  });
});

test('SSH keys are asked of every user; who has none is left out', async () => {
  const sshPublicKeys = [{ id: 'APKA1', status: 'Inactive' as const, uploadDate: stamp(AT) }];
  const { sshPublicKeys: known, actions } = await facts(['sshPublicKeys'], {
    account: account({ alice: {}, bob: { sshPublicKeys } }),
  });
  expect(known).toEqual({
    known: [{ userName: 'bob', keys: [{ id: 'APKA1', active: false, uploadedAt: AT }] }],
  });
  expect(actions).toHaveLength(2);
});

describe('service-specific credentials', () => {
  const made = (id: string, status: 'Active' | 'Inactive' | 'Expired') => ({
    id,
    userName: 'alice',
    serviceName: 'bedrock.amazonaws.com',
    status,
    createDate: stamp(AT),
    expirationDate: stamp(AT + DAY),
  });
  const given = account(
    { alice: {} },
    { serviceCredentials: [made('A1', 'Active'), made('A2', 'Expired'), made('A3', 'Inactive')] },
  );

  test('are active by their status alone', async () => {
    const { serviceSpecificCredentials } = await facts(['serviceSpecificCredentials'], {
      account: given,
    });
    expect(serviceSpecificCredentials).toMatchObject({
      known: [
        { id: 'A1', active: true, createdAt: AT, expiresAt: AT + DAY },
        { id: 'A2', active: false },
        { id: 'A3', active: false },
      ],
    });
  });

  const answer = (rest: string) => ({
    body: `<ListServiceSpecificCredentialsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListServiceSpecificCredentialsResult><ServiceSpecificCredentials><member><UserName>alice</UserName><ServiceName>logs.amazonaws.com</ServiceName><Status>Active</Status><CreateDate>${stamp(AT)}</CreateDate><ServiceSpecificCredentialId>ACCA1</ServiceSpecificCredentialId></member></ServiceSpecificCredentials>${rest}</ListServiceSpecificCredentialsResult></ListServiceSpecificCredentialsResponse>`,
  });

  test.each([
    ['in one page, with IsTruncated', [answer('<IsTruncated>false</IsTruncated>')], 1],
    ['unpaged, without IsTruncated or marker', [answer('')], 1],
    ['without IsTruncated, but with a marker', [answer('<Marker>m</Marker>'), answer('')], 2],
    ['in two pages', [answer('<IsTruncated>true</IsTruncated><Marker>m</Marker>'), answer('')], 2],
  ])('%s are read whole', async (_, steps, count) => {
    const { serviceSpecificCredentials, actions } = await facts(['serviceSpecificCredentials'], {
      account: given,
      script: { ListServiceSpecificCredentials: steps },
    });
    expect(serviceSpecificCredentials).toMatchObject({
      known: Array(count).fill({ userName: 'alice', service: 'logs.amazonaws.com' }),
    });
    expect(actions).toHaveLength(count);
  });

  test('truncated without a marker are not whole', async () => {
    const { serviceSpecificCredentials } = await facts(['serviceSpecificCredentials'], {
      account: given,
      script: { ListServiceSpecificCredentials: [answer('<IsTruncated>true</IsTruncated>')] },
    });
    expect(serviceSpecificCredentials).toMatchObject({
      refused: expect.stringMatching(/no Marker/),
    });
  });
});

describe('administrators', () => {
  const document = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const own = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
  const version = (id: string, isDefault: boolean, statement: object) => ({
    id,
    isDefault,
    document: document(statement),
    createDate: stamp(AT),
  });
  const policy = (name: string, ...versions: ReturnType<typeof version>[]) => ({
    arn: own(name),
    policyId: `ANPA${name}`,
    createDate: stamp(AT),
    versions,
  });

  test('are told by what is attached or written into users and groups, and by which', async () => {
    const reads = { Effect: 'Allow', Action: ['s3:Get*'], Resource: '*' };
    const { administrators } = await facts(['administrators'], {
      account: account(
        {
          attached: { attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
          grouped: { groups: ['ops', 'readers'] },
          inline: { inlinePolicies: [{ name: 'mine', document: document([reads, everything]) }] },
          unconditional: {
            inlinePolicies: [{ name: 'if', document: document({ ...everything, Condition: {} }) }],
          },
          customer: { attachedPolicies: [own('all'), own('former')] },
          reader: {
            attachedPolicies: [
              'arn:aws:iam::aws:policy/ReadOnlyAccess',
              own('AdministratorAccess'),
            ],
            inlinePolicies: [
              { name: 'a', document: document({ ...everything, Effect: 'Deny' }) },
              { name: 'b', document: document({ ...everything, Condition: { Bool: {} } }) },
              { name: 'c', document: document({ ...everything, Resource: ['arn:aws:s3:::x'] }) },
            ],
          },
        },
        {
          groups: [
            {
              groupName: 'ops',
              groupId: 'AGPA1',
              arn: 'arn:aws:iam::111122223333:group/ops',
              createDate: stamp(AT),
              attachedPolicies: ['arn:aws:iam::aws:policy/IAMFullAccess'],
            },
            {
              groupName: 'readers',
              groupId: 'AGPA2',
              arn: 'arn:aws:iam::111122223333:group/readers',
              createDate: stamp(AT),
            },
          ],
          policies: [
            policy('all', version('v2', true, everything), version('v1', false, reads)),
            policy('former', version('v2', true, reads), version('v1', false, everything)),
            policy('AdministratorAccess', version('v1', true, reads)),
          ],
        },
      ),
    });
    expect(administrators).toEqual({
      known: [
        { userName: 'attached', policies: ['AdministratorAccess'] },
        { userName: 'grouped', policies: ['IAMFullAccess of group ops'] },
        { userName: 'inline', policies: ['inline policy mine'] },
        { userName: 'unconditional', policies: ['inline policy if'] },
        { userName: 'customer', policies: ['all'] },
      ],
    });
  });

  test('are all found where IAM gives more than one page', async () => {
    const admin = { attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    const others = Array.from({ length: 1000 }, (_, n) => [`u${n}`, {}] as const);
    const { administrators, actions } = await facts(['administrators'], {
      account: account({ first: admin, ...Object.fromEntries(others), last: admin }),
    });
    expect(administrators).toMatchObject({ known: [{ userName: 'first' }, { userName: 'last' }] });
    expect(actions).toHaveLength(2);
  });
});
