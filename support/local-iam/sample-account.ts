import type {
  LocalAccount,
  LocalServiceCredential,
  LocalUser,
  LocalVirtualMfaDevice,
} from './account';
import { exampleId } from './example-id';
import { type Ago, toCsv, userCells } from './sample-row';
import { STORIES } from './sample-stories';
import type { SampleOutcome, Story } from './story';

/** No real account has this id, so it marks a report as a demonstration. */
export const DEMO_ACCOUNT_ID = '000000000000';

/** One row of the sample, why it is there, and what the profile `baseline` must say of it. */
export interface SampleCase {
  user: string;
  story: string;
  /** By subject label (`alice / access key 1`) and control id; without a subject under the plain name. */
  expect: Readonly<Record<string, Readonly<Record<string, SampleOutcome>>>>;
}

const ROOT = '<root_account>';
const ARN = `arn:aws:iam::${DEMO_ACCOUNT_ID}`;
const DAY = 86_400;
const REPORT_AGE_SECONDS = 180;

const pathOf = ({ path = '/' }: Story) => path;
const arnOf = (story: Story) => `${ARN}:user${pathOf(story)}${story.user}`;

function before(instant: number): Ago {
  return (seconds) => new Date(instant - seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

function byName(one: Story, other: Story): number {
  return one.user.toLowerCase() < other.user.toLowerCase() ? -1 : 1;
}

function rootCells(ago: Ago): string[] {
  const root: Story = {
    user: ROOT,
    story: '',
    created: 2000 * DAY,
    password: { changed: 1100 * DAY, used: 400 * DAY },
    mfa: true,
    expect: {},
  };
  return userCells(root, `${ARN}:root`, ago).with(6, 'not_supported');
}

const ROOT_CASE: SampleCase = {
  user: ROOT,
  story: 'A root user as it should be: MFA, no access key, a password left alone for a year.',
  expect: { [ROOT]: { 'root-mfa': 'passed', 'root-no-access-key': 'passed' } },
};

function expectation({ user, expect }: Story): SampleCase['expect'] {
  const { mfa, password, key1, key2 } = expect;
  const none: SampleOutcome = 'notApplicable';
  const plain = {
    'console-user-mfa': mfa ?? none,
    ...(!password && { 'password-last-used': none }),
    ...(!key1 && !key2 && { 'access-key-last-used': none, 'access-key-rotation': none }),
  };
  const ofKey = (key: { used: SampleOutcome; rotated: SampleOutcome }) => ({
    'access-key-last-used': key.used,
    'access-key-rotation': key.rotated,
  });
  return {
    [user]: plain,
    ...(password && { [`${user} / password`]: { 'password-last-used': password } }),
    ...(key1 && { [`${user} / access key 1`]: ofKey(key1) }),
    ...(key2 && { [`${user} / access key 2`]: ofKey(key2) }),
  };
}

function userOf(story: Story, index: number, ago: Ago): LocalUser {
  return {
    userName: story.user,
    path: pathOf(story),
    arn: arnOf(story),
    userId: `AIDADEMO${String(index).padStart(13, '0')}`,
    createDate: ago(story.created),
    ...(story.password?.used !== undefined && { passwordLastUsed: ago(story.password.used) }),
  };
}

function virtualDevices(enrolled: readonly LocalUser[]): LocalVirtualMfaDevice[] {
  const assigned = enrolled.map((user) => ({
    serialNumber: `${ARN}:mfa/${user.userName}`,
    enableDate: user.createDate,
    user,
  }));
  return [...assigned, { serialNumber: `${ARN}:mfa/never-assigned` }];
}

function summaryOf(users: readonly LocalUser[], devices: readonly LocalVirtualMfaDevice[]) {
  const inUse = devices.filter(({ user }) => user !== undefined).length + 1;
  return {
    Users: users.length,
    UsersQuota: 5000,
    MFADevices: devices.length,
    MFADevicesInUse: inUse,
    AccountMFAEnabled: 1,
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccessKeysPerUserQuota: 2,
    SigningCertificatesPerUserQuota: 2,
  };
}

// The report does not list these; one is past 90 days.
function serviceCredentials(ago: Ago): LocalServiceCredential[] {
  const bedrock = 'bedrock.amazonaws.com';
  const status = 'Active' as const;
  return [
    { userName: 'alice', serviceName: bedrock, status, createDate: ago(10 * DAY) },
    { userName: 'bob', serviceName: bedrock, status, createDate: ago(120 * DAY) },
  ].map((each) => ({ id: exampleId('ACCA', each.userName, each.createDate), ...each }));
}

/** The demo account, its report generated three minutes before `now`. */
export function sampleAccount(now: Date): LocalAccount & { cases: SampleCase[] } {
  const generated = Math.floor(now.getTime() / 1000 - REPORT_AGE_SECONDS) * 1000;
  const ago = before(generated);
  const stories = STORIES.toSorted(byName);
  const users = stories.map((story, index) => userOf(story, index, ago));
  const virtualMfaDevices = virtualDevices(users.filter((_, index) => stories[index]?.mfa));
  const rows = stories.map((story) => userCells(story, arnOf(story), ago));
  return {
    accountId: DEMO_ACCOUNT_ID,
    partition: 'aws',
    callerArn: `arn:aws:sts::${DEMO_ACCOUNT_ID}:assumed-role/auditor/demo`,
    alias: 'iamspec-demo',
    report: toCsv([rootCells(ago), ...rows]),
    generatedTime: ago(0),
    summary: summaryOf(users, virtualMfaDevices),
    passwordPolicy: {
      minimumPasswordLength: 14,
      requireSymbols: true,
      requireNumbers: true,
      requireUppercaseCharacters: true,
      requireLowercaseCharacters: true,
      allowUsersToChangePassword: true,
      expirePasswords: false,
      passwordReusePrevention: 24,
    },
    virtualMfaDevices,
    users,
    serviceCredentials: serviceCredentials(ago),
    cases: [
      ROOT_CASE,
      ...stories.map((story) => ({
        user: story.user,
        story: story.story,
        expect: expectation(story),
      })),
    ],
  };
}
