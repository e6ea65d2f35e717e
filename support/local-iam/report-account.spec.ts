import {
  GenerateCredentialReportCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
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
