import {
  GetMFADeviceCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  type ListServiceSpecificCredentialsCommandInput,
  ListSSHPublicKeysCommand,
  paginateListAccessKeys,
  paginateListMFADevices,
  paginateListSSHPublicKeys,
} from '@aws-sdk/client-iam';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import type { LocalAccount, LocalUser } from './account';

const DAY_1 = '2026-01-01T00:00:00Z';
const DAY_2 = '2026-01-02T00:00:00Z';
const ARN = 'arn:aws:iam::000000000000';
const PASSKEY = `${ARN}:u2f/user/ann/phone-ABCDEFGHI`;
const CERTIFIED = `${ARN}:u2f/user/ann/token-JKLMNOPQR`;

const user = (userName: string, more: Partial<LocalUser> = {}): LocalUser => ({
  userName,
  path: '/',
  arn: `${ARN}:user/${userName}`,
  userId: `AIDA${userName}`,
  createDate: DAY_1,
  ...more,
});

const ann = user('ann', {
  accessKeys: [
    { id: 'AKIAAAAAAAAAAEXAMPLE', status: 'Active', createDate: DAY_2 },
    { id: 'AKIABBBBBBBBBEXAMPLE', status: 'Inactive', createDate: DAY_1 },
  ],
  mfaDevices: [
    { serialNumber: 'GAHT00000001', enableDate: DAY_2 },
    { serialNumber: PASSKEY, enableDate: DAY_2 },
    {
      serialNumber: CERTIFIED,
      enableDate: DAY_2,
      certifications: { 'FIPS-140-2': 'L2', FIDO: 'L1' },
    },
  ],
  sshPublicKeys: [
    { id: 'APKAAAAAAAAAAEXAMPLE', status: 'Active', uploadDate: DAY_1 },
    { id: 'APKABBBBBBBBBEXAMPLE', status: 'Inactive', uploadDate: DAY_2 },
  ],
});
const bo = user('bo');

const account: LocalAccount = {
  accountId: '000000000000',
  partition: 'aws',
  callerArn: 'arn:aws:sts::000000000000:assumed-role/auditor/spec',
  report: '',
  generatedTime: DAY_2,
  summary: {},
  virtualMfaDevices: [
    { serialNumber: `${ARN}:mfa/ann`, enableDate: DAY_1, user: ann },
    { serialNumber: `${ARN}:mfa/spare` },
  ],
  users: [ann, bo],
  serviceCredentials: [
    {
      id: 'ACCAAAAAAAAAAEXAMPLE',
      userName: 'ann',
      serviceName: 'bedrock.amazonaws.com',
      status: 'Active',
      createDate: DAY_1,
    },
    {
      id: 'ACCABBBBBBBBBEXAMPLE',
      userName: 'bo',
      serviceName: 'logs.amazonaws.com',
      status: 'Expired',
      createDate: DAY_1,
      expirationDate: DAY_2,
    },
  ],
};

afterEach(closeSessions);

const NOBODY = {
  name: 'NoSuchEntityException',
  message: 'The user with name nobody cannot be found.',
  $metadata: { httpStatusCode: 404 },
};

describe.each([
  ['ListMFADevices', ListMFADevicesCommand],
  ['ListAccessKeys', ListAccessKeysCommand],
  ['ListSSHPublicKeys', ListSSHPublicKeysCommand],
  ['ListServiceSpecificCredentials', ListServiceSpecificCredentialsCommand],
] as const)('%s', (_, Command) => {
  test('of a user that is not there is NoSuchEntity', async () => {
    const { iam } = await session({ account });
    // The commands differ in their type of answer alone.
    const sent = iam.send(new (Command as typeof ListMFADevicesCommand)({ UserName: 'nobody' }));
    await expect(sent).rejects.toMatchObject(NOBODY);
  });

  test('that names nobody is of the caller, who must be a user', async () => {
    const command = () => new (Command as typeof ListMFADevicesCommand)({});
    const { iam } = await session({ account });
    await expect(iam.send(command())).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
    const own = await session({ account: { ...account, callerArn: `${ARN}:user/team/ann` } });
    expect((await own.iam.send(command())).IsTruncated).toBe(false);
  });
});

describe('ListMFADevices', () => {
  test('has the devices of every kind, also virtual ones', async () => {
    const { iam } = await session({ account });
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName: 'ann' }));
    expect(MFADevices).toEqual([
      { UserName: 'ann', SerialNumber: `${ARN}:mfa/ann`, EnableDate: new Date(DAY_1) },
      { UserName: 'ann', SerialNumber: 'GAHT00000001', EnableDate: new Date(DAY_2) },
      { UserName: 'ann', SerialNumber: PASSKEY, EnableDate: new Date(DAY_2) },
      { UserName: 'ann', SerialNumber: CERTIFIED, EnableDate: new Date(DAY_2) },
    ]);
    const none = await iam.send(new ListMFADevicesCommand({ UserName: 'bo' }));
    expect(none).toMatchObject({ MFADevices: [], IsTruncated: false });
  });
});

describe('GetMFADevice', () => {
  test('tells the certifications of a FIDO device', async () => {
    const { iam } = await session({ account });
    for (const UserName of ['ann', undefined]) {
      const command = new GetMFADeviceCommand({ UserName, SerialNumber: CERTIFIED });
      expect(await iam.send(command)).toMatchObject({
        UserName: 'ann',
        SerialNumber: CERTIFIED,
        EnableDate: new Date(DAY_2),
        Certifications: { 'FIPS-140-2': 'L2', FIDO: 'L1' },
      });
    }
  });

  test('of a device without certification says nothing of any', async () => {
    const { iam } = await session({ account });
    const command = new GetMFADeviceCommand({ UserName: 'ann', SerialNumber: PASSKEY });
    const answer = await iam.send(command);
    expect(answer.SerialNumber).toBe(PASSKEY);
    expect(answer.Certifications).toBeUndefined();
  });

  test.each(['GAHT00000001', `${ARN}:mfa/ann`])(
    'takes FIDO devices alone, not %s',
    async (SerialNumber) => {
      const { iam } = await session({ account });
      const command = new GetMFADeviceCommand({ UserName: 'ann', SerialNumber });
      await expect(iam.send(command)).rejects.toMatchObject({
        name: 'ValidationError',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  test.each([
    ['of another user', 'bo', CERTIFIED],
    ['that is not there', 'ann', `${CERTIFIED}S`],
    ['of a user that is not there', 'nobody', CERTIFIED],
  ])('of a device %s is NoSuchEntity', async (_, UserName, SerialNumber) => {
    const { iam } = await session({ account });
    const command = new GetMFADeviceCommand({ UserName, SerialNumber });
    await expect(iam.send(command)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

test('ListAccessKeys has id, status and date of each key', async () => {
  const { iam } = await session({ account });
  const answer = await iam.send(new ListAccessKeysCommand({ UserName: 'ann' }));
  expect(answer.AccessKeyMetadata).toEqual([
    {
      UserName: 'ann',
      AccessKeyId: 'AKIAAAAAAAAAAEXAMPLE',
      Status: 'Active',
      CreateDate: new Date(DAY_2),
    },
    {
      UserName: 'ann',
      AccessKeyId: 'AKIABBBBBBBBBEXAMPLE',
      Status: 'Inactive',
      CreateDate: new Date(DAY_1),
    },
  ]);
  const none = await iam.send(new ListAccessKeysCommand({ UserName: 'bo' }));
  expect(none).toMatchObject({ AccessKeyMetadata: [], IsTruncated: false });
});

test('ListSSHPublicKeys has id, status and date of each key', async () => {
  const { iam } = await session({ account });
  const answer = await iam.send(new ListSSHPublicKeysCommand({ UserName: 'ann' }));
  expect(answer.SSHPublicKeys).toEqual([
    {
      UserName: 'ann',
      SSHPublicKeyId: 'APKAAAAAAAAAAEXAMPLE',
      Status: 'Active',
      UploadDate: new Date(DAY_1),
    },
    {
      UserName: 'ann',
      SSHPublicKeyId: 'APKABBBBBBBBBEXAMPLE',
      Status: 'Inactive',
      UploadDate: new Date(DAY_2),
    },
  ]);
  const none = await iam.send(new ListSSHPublicKeysCommand({ UserName: 'bo' }));
  expect(none).toMatchObject({ SSHPublicKeys: [], IsTruncated: false });
});

test.each([
  ['MFA devices', paginateListMFADevices, [1, 1, 1, 1]],
  ['access keys', paginateListAccessKeys, [1, 1]],
  ['SSH keys', paginateListSSHPublicKeys, [1, 1]],
] as const)('%s come by pages', async (_, paginate, expected) => {
  const { iam } = await session({ account });
  const lengths = [];
  for await (const page of paginate({ client: iam, pageSize: 1 }, { UserName: 'ann' })) {
    lengths.push(Object.values(page).find(Array.isArray)?.length);
  }
  expect(lengths).toEqual(expected);
});

describe('ListServiceSpecificCredentials', () => {
  const ids = async (input: ListServiceSpecificCredentialsCommandInput, script = {}) => {
    const { iam } = await session({ account, script });
    const answer = await iam.send(new ListServiceSpecificCredentialsCommand(input));
    const all = answer.ServiceSpecificCredentials ?? [];
    return {
      ...answer,
      ids: all.map(({ ServiceSpecificCredentialId: id = '' }) => id.slice(0, 6)),
    };
  };

  test('has those of one user, of all users, of one service', async () => {
    expect((await ids({ UserName: 'bo' })).ServiceSpecificCredentials).toEqual([
      {
        UserName: 'bo',
        ServiceName: 'logs.amazonaws.com',
        Status: 'Expired',
        CreateDate: new Date(DAY_1),
        ExpirationDate: new Date(DAY_2),
        ServiceSpecificCredentialId: 'ACCABBBBBBBBBEXAMPLE',
      },
    ]);
    expect((await ids({ AllUsers: true })).ids).toEqual(['ACCAAA', 'ACCABB']);
    const ofBedrock = { AllUsers: true, ServiceName: 'bedrock.amazonaws.com' };
    expect((await ids(ofBedrock)).ids).toEqual(['ACCAAA']);
  });

  test('comes by pages', async () => {
    const first = await ids({ AllUsers: true, MaxItems: 1 });
    expect(first).toMatchObject({ ids: ['ACCAAA'], IsTruncated: true });
    const second = await ids({ AllUsers: true, MaxItems: 1, Marker: first.Marker });
    expect(second).toMatchObject({ ids: ['ACCABB'], IsTruncated: false });
    expect(second.Marker).toBeUndefined();
  });

  test.each([
    ['all', false],
    ['all, without IsTruncated', undefined],
  ] as const)('may come all at once: %j', async (paging, truncated) => {
    const script = { ListServiceSpecificCredentials: [{ paging }] };
    const answer = await ids({ AllUsers: true, MaxItems: 1 }, script);
    expect(answer.ids).toEqual(['ACCAAA', 'ACCABB']);
    expect(answer.IsTruncated).toBe(truncated);
  });
});

test('a call is refused, delayed or cut by the script like any other', async () => {
  const { iam } = await session({
    account,
    script: {
      ListAccessKeys: [{ error: 'AccessDenied' }, { delayMs: 1, answer: { error: 'Throttling' } }],
      ListMFADevices: [{ reset: true }],
    },
  });
  const keys = () => iam.send(new ListAccessKeysCommand({ UserName: 'ann' }));
  await expect(keys()).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(keys()).rejects.toMatchObject({ name: 'Throttling' });
  const devices = iam.send(new ListMFADevicesCommand({ UserName: 'ann' }));
  await expect(devices).rejects.toThrow('ECONNRESET');
});
