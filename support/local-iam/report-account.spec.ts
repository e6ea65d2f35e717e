import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSSHPublicKeysCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { actions } from './actions';
import { reportAccount, reportOnly } from './report-account';

const CSV = 'user,arn\n<root_account>,arn:aws-us-gov:iam::111122223333:root';
const TIME = '2026-01-31T08:15:00Z';

afterEach(closeSessions);

test('the account and its partition come from the root ARN', () => {
  expect(reportAccount(CSV, TIME)).toMatchObject({
    accountId: '111122223333',
    partition: 'aws-us-gov',
    generatedTime: TIME,
  });
});

test.each(['aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-new'])(
  'a partition is like any other: %s',
  (partition) => {
    const account = reportAccount(CSV.replace('aws-us-gov', partition), TIME);
    expect(account).toMatchObject({
      partition,
      callerArn: `arn:${partition}:sts::111122223333:assumed-role/local-iam/report-file`,
    });
  },
);

test('the report and the caller are served, what the file does not tell is refused', async () => {
  const { iam, sts } = await session({ account: reportAccount(CSV, TIME), script: reportOnly });
  expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('111122223333');
  await iam.send(new GenerateCredentialReportCommand());
  const { Content = [] } = await iam.send(new GetCredentialReportCommand());
  expect(Buffer.from(Content).toString()).toBe(CSV);
  const refused = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
  await expect(iam.send(new GetAccountSummaryCommand())).rejects.toMatchObject(refused);
  await expect(iam.send(new ListVirtualMFADevicesCommand())).rejects.toMatchObject(refused);
  const told = [
    'GetCallerIdentity',
    'AssumeRole',
    'GenerateCredentialReport',
    'GetCredentialReport',
  ];
  expect([...Object.keys(reportOnly), ...told].toSorted()).toEqual(Object.keys(actions).toSorted());
});

test('without that script, the calls about a user agree with the report', async () => {
  const csv =
    'user,arn,user_creation_time,mfa_active,access_key_1_active,access_key_1_last_rotated\n' +
    `<root_account>,arn:aws:iam::111122223333:root,${TIME},true,false,N/A\n` +
    `ann,arn:aws:iam::111122223333:user/ann,${TIME},true,true,${TIME}`;
  const { iam } = await session({ account: reportAccount(csv, TIME) });
  const UserName = 'ann';
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
  expect(AccessKeyMetadata).toMatchObject([{ Status: 'Active', CreateDate: new Date(TIME) }]);
  const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName }));
  expect(MFADevices).toMatchObject([{ SerialNumber: 'arn:aws:iam::111122223333:mfa/ann' }]);
  const { SSHPublicKeys } = await iam.send(new ListSSHPublicKeysCommand({ UserName }));
  expect(SSHPublicKeys).toEqual([]);
  const services = new ListServiceSpecificCredentialsCommand({ UserName });
  expect((await iam.send(services)).ServiceSpecificCredentials).toEqual([]);
  const { UserDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand());
  expect(UserDetailList).toMatchObject([{ UserName, GroupList: [], UserPolicyList: [] }]);
  const nobody = iam.send(new ListAccessKeysCommand({ UserName: 'bo' }));
  await expect(nobody).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});

test.each(['', 'user,arn', 'user,arn\nann,arn:aws:iam::111122223333:user/ann'])(
  'a file without a root ARN is refused: %j',
  (csv) => {
    expect(() => reportAccount(csv, TIME)).toThrow(/no IAM credential report/);
  },
);

test.each([
  'yesterday',
  '2026-01-31',
  '2026-01-31T08:15:00',
  '2026-01-31T08:15:00+02:00',
  '2026-13-31T08:15:00Z',
])('the time %s is refused', (time) => {
  expect(() => reportAccount(CSV, time)).toThrow(/--generated-time must be a UTC time/);
});
