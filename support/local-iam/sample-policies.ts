import type { LocalGroup, LocalManagedPolicy, LocalPolicies, LocalUser } from './account';
import { exampleId } from './example-id';
import type { Ago } from './sample-row';
import { days } from './story';

function statement(effect: 'Allow' | 'Deny', action: string | readonly string[]): string {
  const only = { Effect: effect, Action: action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [only] });
}

const allow = (action: string | readonly string[]) => statement('Allow', action);

const ANYTHING = allow('*');
const BREAK_GLASS = 'break-glass';
const NARROWED = 'platform-narrowed';

// Documents of AWS's own policies, the longer ones shortened.
const OF_AWS = {
  AdministratorAccess: ANYTHING,
  IAMUserChangePassword: allow('iam:ChangePassword'),
  AmazonBedrockLimitedAccess: allow(['bedrock:Get*', 'bedrock:List*', 'bedrock:InvokeModel*']),
};

type OfAws = keyof typeof OF_AWS;

interface SampleAccess {
  groups?: readonly string[];
  ofAws?: readonly OfAws[];
  /** Managed by the account itself. */
  own?: readonly string[];
  /** Documents by name. */
  inline?: Readonly<Record<string, string>>;
}

// Four administrators, each by another way, and some who look like one and are none.
const ACCESS = new Map<string, SampleAccess>([
  ['alice', { ofAws: ['AdministratorAccess'] }],
  ['nina', { groups: ['admins'] }],
  ['quentin', { inline: { everything: ANYTHING } }],
  ['Zoe', { own: [BREAK_GLASS] }],

  // Another version than the default allows everything.
  ['metrics', { own: [NARROWED] }],
  // One service, all of it.
  ['oscar', { inline: { 'all-of-s3': allow('s3:*') } }],
  // Everything, but denied.
  ['sybil', { inline: { locked: statement('Deny', '*') } }],
  ['ivan', { groups: ['developers'], ofAws: ['IAMUserChangePassword'] }],
  ['erin', { groups: ['developers'] }],
  ['BedrockAPIKey-k3p7', { ofAws: ['AmazonBedrockLimitedAccess'] }],
  ['BedrockAPIKey-w9d2', { ofAws: ['AmazonBedrockLimitedAccess'] }],
]);

const GROUPS = new Map<string, SampleAccess>([
  ['admins', { ofAws: ['AdministratorAccess'] }],
  ['developers', { inline: { build: allow(['ec2:*', 's3:*']) } }],
]);

/** The users of the sample that are in a group or have a policy of their own. */
export const USERS_WITH_ACCESS: readonly string[] = [...ACCESS.keys()];

const arnOfAws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const arnOfOwn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:policy/${name}`;

function policiesOf(
  accountId: string,
  { ofAws = [], own = [], inline = {} }: SampleAccess,
): LocalPolicies {
  return {
    attachedPolicies: [...ofAws.map(arnOfAws), ...own.map((name) => arnOfOwn(accountId, name))],
    inlinePolicies: Object.entries(inline).map(([name, document]) => ({ name, document })),
  };
}

/** The groups and policies of a user. */
export function sampleAccess(
  accountId: string,
  userName: string,
): LocalPolicies & Pick<LocalUser, 'groups'> {
  const access = ACCESS.get(userName);
  if (!access) return {};
  return { groups: access.groups ?? [], ...policiesOf(accountId, access) };
}

/** The groups of the account. */
export function sampleGroups(accountId: string, ago: Ago): LocalGroup[] {
  return Array.from(GROUPS, ([groupName, access]) => {
    const arn = `arn:aws:iam::${accountId}:group/${groupName}`;
    const createDate = ago(days(1500));
    const groupId = exampleId('AGPA', arn);
    return { groupName, groupId, arn, createDate, ...policiesOf(accountId, access) };
  });
}

/** The managed policies that the account has or uses. */
export function samplePolicies(accountId: string, ago: Ago): LocalManagedPolicy[] {
  const createDate = ago(days(1000));
  const first = (document: string, isDefault = true) => ({
    id: 'v1',
    document,
    isDefault,
    createDate,
  });
  const readOnly = allow(['cloudwatch:Get*', 'cloudwatch:List*']);
  const narrowed = { id: 'v2', document: readOnly, isDefault: true, createDate: ago(days(300)) };
  const policy = (arn: string, versions: LocalManagedPolicy['versions']) => ({
    arn,
    policyId: exampleId('ANPA', arn),
    createDate,
    versions,
  });
  return [
    policy(arnOfOwn(accountId, BREAK_GLASS), [first(ANYTHING)]),
    policy(arnOfOwn(accountId, NARROWED), [narrowed, first(ANYTHING, false)]),
    ...Object.entries(OF_AWS).map(([name, document]) => policy(arnOfAws(name), [first(document)])),
  ];
}
