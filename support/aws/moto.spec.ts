import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutGroupPolicyCommand,
  UpdateAccessKeyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { MOTO_CREDENTIALS, motoInstalled, startMoto } from '../../tools/testing/moto';
import { AS_OF, accessKey, ago, bytes, csv, rootRow, userRow } from '../../tools/testing/report';
import { DAY } from '../report';
import { fetchFacts } from './fetch-facts';

// A second opinion on the calls for facts of users. Moto knows neither GetMFADevice nor
// ListServiceSpecificCredentials, and its own report has no root row, so one is given.
const whereInstalled = motoInstalled ? test : test.skip;

const ACCOUNT = '123456789012';
const MFA = { mfa_active: 'true' };
const report = {
  content: bytes(
    csv([
      rootRow(),
      userRow('alice', { ...MFA, ...accessKey(1, ago(DAY)) }),
      userRow('bob', { ...MFA, ...accessKey(1, ago(DAY)) }),
      userRow('gone', accessKey(1, ago(DAY))),
    ]).replaceAll('111122223333', ACCOUNT),
  ),
  generatedTime: AS_OF,
};
const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

let stop: (() => Promise<unknown>) | undefined;
afterAll(async () => stop?.());

async function account(endpoint: string): Promise<IAMClient> {
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials: MOTO_CREDENTIALS });
  for (const UserName of ['alice', 'bob']) {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new CreateAccessKeyCommand({ UserName }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  const id = { UserName: 'bob', AccessKeyId: AccessKey?.AccessKeyId };
  await iam.send(new UpdateAccessKeyCommand({ ...id, Status: 'Inactive' }));
  const SSHPublicKeyBody = `ssh-rsa ${'A'.repeat(372)} alice`;
  await iam.send(new UploadSSHPublicKeyCommand({ UserName: 'alice', SSHPublicKeyBody }));
  const virtual = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'alice' });
  const { VirtualMFADevice } = await iam.send(virtual);
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
  const devices = [
    ['alice', VirtualMFADevice?.SerialNumber],
    ['bob', 'GAHT12345678'],
  ] as const;
  for (const [UserName, SerialNumber] of devices) {
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  }
  const own = { PolicyName: 'all', PolicyDocument: everything };
  const { Policy } = await iam.send(new CreatePolicyCommand(own));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: Policy?.Arn }));
  await iam.send(new CreateGroupCommand({ GroupName: 'ops' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'ops', UserName: 'bob' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'ops', ...own, PolicyName: 'inline' }));
  return iam;
}

whereInstalled('moto tells keys, devices, SSH keys and administrators of users', async () => {
  const moto = await startMoto();
  stop = moto.stop;
  const iam = await account(moto.url);
  const names = ['accessKeys', 'mfaDevices', 'sshPublicKeys', 'administrators'] as const;
  const until = { abortSignal: AbortSignal.timeout(30_000) };
  const facts = await fetchFacts(iam, names, () => report, until);
  iam.destroy();
  const key = (active: boolean) => ({
    id: expect.stringMatching(/^AKIA/),
    active,
    createdAt: expect.any(Number),
  });
  expect(facts).toEqual({
    accessKeys: {
      known: [
        { userName: 'alice', keys: [key(true)] },
        { userName: 'bob', keys: [key(true), key(false)] },
        { userName: 'gone', keys: [] },
      ],
    },
    mfaDevices: {
      known: [
        { userName: 'bob', devices: [{ serialNumber: 'GAHT12345678', certifications: undefined }] },
      ],
    },
    sshPublicKeys: {
      known: [
        {
          userName: 'alice',
          keys: [{ id: expect.any(String), active: true, uploadedAt: expect.any(Number) }],
        },
      ],
    },
    administrators: {
      known: [
        { userName: 'alice', policies: ['all'] },
        { userName: 'bob', policies: ['inline policy inline of group ops'] },
      ],
    },
  });
});
