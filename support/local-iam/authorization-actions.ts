import type {
  LocalAccount,
  LocalGroup,
  LocalManagedPolicy,
  LocalPolicies,
  LocalUser,
} from './account';
import type { Action } from './action';
import { nameOf, pathOf } from './arn';
import { IamError } from './errors';
import { page } from './page';
import { element, list } from './xml';

const LISTS = {
  User: 'UserDetailList',
  Role: 'RoleDetailList',
  Group: 'GroupDetailList',
  LocalManagedPolicy: 'Policies',
  AWSManagedPolicy: 'Policies',
} as const;

type Kind = keyof typeof LISTS;

interface Detail {
  kind: Kind;
  children: () => string[];
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(LISTS, name);
}

function wantedKinds(params: Readonly<Record<string, string>>): readonly string[] {
  const wanted = Object.entries(params).flatMap(([name, kind]) =>
    /^Filter\.member\.\d+$/.test(name) ? [kind] : [],
  );
  const unknown = wanted.find((kind) => !isKind(kind));
  if (unknown !== undefined) {
    throw new IamError('ValidationError', `Value '[${unknown}]' at 'filter' is unknown`);
  }
  return wanted.length === 0 ? Object.keys(LISTS) : wanted;
}

// IAM encodes by RFC 3986, which has more reserved signs than JavaScript.
function encode(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function inlineList(name: string, { inlinePolicies = [] }: LocalPolicies): string {
  const policies = inlinePolicies.map((each) => [
    element('PolicyName', each.name),
    element('PolicyDocument', encode(each.document)),
  ]);
  return list(name, policies);
}

function attachedList({ attachedPolicies = [] }: LocalPolicies): string {
  const policies = attachedPolicies.map((arn) => [
    element('PolicyName', nameOf(arn)),
    element('PolicyArn', arn),
  ]);
  return list('AttachedManagedPolicies', policies);
}

function userDetail(user: LocalUser): string[] {
  return [
    element('Path', user.path),
    element('UserName', user.userName),
    element('UserId', user.userId),
    element('Arn', user.arn),
    element('CreateDate', user.createDate),
    inlineList('UserPolicyList', user),
    list('GroupList', user.groups ?? []),
    attachedList(user),
    ...tagList(user),
  ];
}

// IAM leaves the list out where there is no tag.
function tagList({ tags = {} }: LocalUser): string[] {
  const pairs = Object.entries(tags);
  if (pairs.length === 0) return [];
  return [
    list(
      'Tags',
      pairs.map(([key, value]) => [element('Key', key), element('Value', value)]),
    ),
  ];
}

function groupDetail(group: LocalGroup): string[] {
  return [
    element('Path', pathOf(group.arn)),
    element('GroupName', group.groupName),
    element('GroupId', group.groupId),
    element('Arn', group.arn),
    element('CreateDate', group.createDate),
    inlineList('GroupPolicyList', group),
    attachedList(group),
  ];
}

function policyDetail(policy: LocalManagedPolicy, { users, groups = [] }: LocalAccount): string[] {
  const { arn, policyId, versions, createDate } = policy;
  const holders = [...users, ...groups].filter((each) => each.attachedPolicies?.includes(arn));
  const details = versions.map((each) => [
    element('Document', encode(each.document)),
    element('VersionId', each.id),
    element('IsDefaultVersion', each.isDefault),
    element('CreateDate', each.createDate),
  ]);
  return [
    element('PolicyName', nameOf(arn)),
    element('PolicyId', policyId),
    element('Arn', arn),
    element('Path', pathOf(arn)),
    element('DefaultVersionId', versions.find(({ isDefault }) => isDefault)?.id),
    element('AttachmentCount', holders.length),
    element('PermissionsBoundaryUsageCount', 0),
    element('IsAttachable', true),
    element('CreateDate', createDate),
    element('UpdateDate', versions[0]?.createDate),
    list('PolicyVersionList', details),
  ];
}

function allDetails(account: LocalAccount): readonly Detail[] {
  const { users, groups = [], policies = [] } = account;
  return [
    ...users.map((each) => ({ kind: 'User' as const, children: () => userDetail(each) })),
    ...groups.map((each) => ({ kind: 'Group' as const, children: () => groupDetail(each) })),
    ...policies.map((each) => {
      const kind = each.arn.includes(':iam::aws:') ? 'AWSManagedPolicy' : 'LocalManagedPolicy';
      return { kind, children: () => policyDetail(each, account) } as const;
    }),
  ];
}

/** The action that tells who may do what. */
export const authorizationActions = {
  // A page is cut out of all lists, one after the other, so that each may be empty on it.
  GetAccountAuthorizationDetails: (context) => {
    const kinds = wantedKinds(context.params);
    const wanted = allDetails(context.account).filter(({ kind }) => kinds.includes(kind));
    const { items, trailer } = page(wanted, context);
    const lists = [...new Set(Object.values(LISTS))].map((name) => {
      const listed = items.filter(({ kind }) => LISTS[kind] === name);
      return list(
        name,
        listed.map(({ children }) => children()),
      );
    });
    return [...lists, ...trailer];
  },
} satisfies Record<string, Action>;
