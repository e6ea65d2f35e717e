import {
  type AttachedPolicy,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  type ManagedPolicyDetail,
  type PolicyDetail,
} from '@aws-sdk/client-iam';
import { z } from 'zod';
import type { Administrator } from '../report';
import { allPages, type Call, required } from './pages';

/** Users with a policy that allows everything, attached to them or to a group of theirs, or written into either. */
export async function fetchAdministrators({ iam, until }: Call): Promise<readonly Administrator[]> {
  const pages = await allPages(async (marker) => {
    const input: GetAccountAuthorizationDetailsCommand['input'] = {
      Filter: ['User', 'Group', 'LocalManagedPolicy'],
      MaxItems: 1000,
      ...marker,
    };
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand(input), until);
    return { ...page, items: [page] };
  });
  return administratorsIn(pages);
}

type Details = Pick<
  GetAccountAuthorizationDetailsCommandOutput,
  'UserDetailList' | 'GroupDetailList' | 'Policies'
>;

function administratorsIn(pages: readonly Details[]): readonly Administrator[] {
  const own = pages.flatMap(({ Policies }) => Policies ?? []).filter(isOpen);
  const open = new Set(own.map(({ Arn }) => Arn));
  const groups = new Map(
    pages
      .flatMap(({ GroupDetailList }) => GroupDetailList ?? [])
      .map(({ GroupName, AttachedManagedPolicies, GroupPolicyList }) => [
        GroupName,
        openPolicies(AttachedManagedPolicies, GroupPolicyList, open).map(
          (policy) => `${policy} of group ${GroupName}`,
        ),
      ]),
  );
  return pages
    .flatMap((page) => required(page.UserDetailList, 'UserDetailList'))
    .map(({ UserName, AttachedManagedPolicies, UserPolicyList, GroupList = [] }) => ({
      userName: required(UserName, 'UserName'),
      policies: [
        ...openPolicies(AttachedManagedPolicies, UserPolicyList, open),
        ...GroupList.flatMap((name) => groups.get(name) ?? []),
      ],
    }))
    .filter(({ policies }) => policies.length > 0);
}

/** Of AWS's own: the one that allows everything, and the one that lets its holder attach that. */
const AWS_POLICIES = /^arn:[\w-]+:iam::aws:policy\/(AdministratorAccess|IAMFullAccess)$/;

function openPolicies(
  attached: readonly AttachedPolicy[] = [],
  inline: readonly PolicyDetail[] = [],
  own: ReadonlySet<string | undefined>,
): readonly string[] {
  return [
    ...attached
      .filter(({ PolicyArn = '' }) => own.has(PolicyArn) || AWS_POLICIES.test(PolicyArn))
      .map(({ PolicyName }) => required(PolicyName, 'PolicyName')),
    ...inline
      .filter(({ PolicyDocument }) => allowsEverything(PolicyDocument))
      .map(({ PolicyName }) => `inline policy ${required(PolicyName, 'PolicyName')}`),
  ];
}

function isOpen({ PolicyVersionList = [] }: ManagedPolicyDetail): boolean {
  const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return allowsEverything(version?.Document);
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional();
const STATEMENT = z.object({
  Effect: z.string(),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.unknown().optional(),
});
const DOCUMENT = z.object({
  Statement: z.union([z.array(STATEMENT), STATEMENT.transform((one) => [one])]),
});

// IAM encodes documents as in a URL (RFC 3986).
function allowsEverything(document: string | undefined): boolean {
  const text = decodeURIComponent(required(document, 'PolicyDocument'));
  return DOCUMENT.parse(JSON.parse(text)).Statement.some(
    ({ Effect, Action = [], Resource = [], Condition }) =>
      Effect === 'Allow' &&
      Object.keys(Object(Condition)).length === 0 &&
      Action.some((action) => /^\*(:\*)?$/.test(action)) &&
      Resource.includes('*'),
  );
}
