import type { LocalAccount, LocalUser } from './account';
import { reported } from './reported';
import { sampleServiceCredentials, sampleSshKeys } from './sample-credentials';
import { hasVirtualDevice, sampleDevices } from './sample-devices';
import { sampleAccess, sampleGroups, samplePolicies } from './sample-policies';
import { type Ago, toCsv, userCells } from './sample-row';
import { STORIES } from './sample-stories';
import { sampleTags } from './sample-tags';
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
const DAY = 86_400;
const REPORT_AGE_SECONDS = 180;

const pathOf = ({ path = '/' }: Story) => path;

function before(instant: number): Ago {
  return (seconds) => new Date(instant - seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

function byName(one: Story, other: Story): number {
  return one.user.toLowerCase() < other.user.toLowerCase() ? -1 : 1;
}

function rootCells(arn: string, ago: Ago): string[] {
  const root: Story = {
    user: ROOT,
    story: '',
    created: 2000 * DAY,
    password: { changed: 1100 * DAY, used: 400 * DAY },
    mfa: true,
    expect: {},
  };
  return userCells(root, arn, ago).with(6, 'not_supported');
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

function caseOf(story: Story): SampleCase {
  return { user: story.user, story: story.story, expect: expectation(story) };
}

function summaryOf({
  users,
  virtualMfaDevices,
}: Pick<LocalAccount, 'users' | 'virtualMfaDevices'>) {
  const spare = virtualMfaDevices.filter(({ user }) => user === undefined).length;
  const others = users.reduce((count, { mfaDevices = [] }) => count + mfaDevices.length, 0);
  // Root has one, too.
  const inUse = virtualMfaDevices.length - spare + others + 1;
  return {
    Users: users.length,
    UsersQuota: 5000,
    MFADevices: inUse + spare,
    MFADevicesInUse: inUse,
    AccountMFAEnabled: 1,
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AccessKeysPerUserQuota: 2,
    SigningCertificatesPerUserQuota: 2,
  };
}

// What a report does not tell.
function withUnlisted(accountId: string, user: LocalUser, ago: Ago): LocalUser {
  return {
    ...user,
    mfaDevices: sampleDevices(user),
    sshPublicKeys: sampleSshKeys(user, ago),
    tags: sampleTags(user),
    ...sampleAccess(accountId, user.userName),
  };
}

/**
 * The demo account, its report generated three minutes before `now`; or another with its users, or
 * some of them.
 */
export function sampleAccount(
  now: Date,
  accountId = DEMO_ACCOUNT_ID,
  isWanted: (user: SampleCase) => boolean = () => true,
): LocalAccount & { cases: SampleCase[] } {
  const generated = Math.floor(now.getTime() / 1000 - REPORT_AGE_SECONDS) * 1000;
  const ago = before(generated);
  const arn = `arn:aws:iam::${accountId}`;
  const stories = STORIES.filter((story) => isWanted(caseOf(story))).toSorted(byName);
  const rows = stories.map((story) =>
    userCells(story, `${arn}:user${pathOf(story)}${story.user}`, ago),
  );
  const report = toCsv([rootCells(`${arn}:root`, ago), ...rows]);
  const told = reported(report);
  const users = told.users.map((user) => withUnlisted(accountId, user, ago));
  const assigned = told.virtualMfaDevices.filter(({ user }) =>
    hasVirtualDevice(user?.userName ?? ''),
  );
  const virtualMfaDevices = [...assigned, { serialNumber: `${arn}:mfa/never-assigned` }];
  return {
    accountId,
    partition: 'aws',
    callerArn: `arn:aws:sts::${accountId}:assumed-role/auditor/demo`,
    alias: 'iamspec-demo',
    report,
    generatedTime: ago(0),
    summary: summaryOf({ users, virtualMfaDevices }),
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
    groups: sampleGroups(accountId, ago),
    policies: samplePolicies(accountId, ago),
    serviceCredentials: users.flatMap((user) => sampleServiceCredentials(user, ago)),
    cases: [ROOT_CASE, ...stories.map(caseOf)],
  };
}
