import { IamError } from './errors';
import type { LocalMember, LocalOrganization, LocalUnit } from './organization';

type Params = Readonly<Record<string, unknown>>;
type Action = (organization: LocalOrganization, params: Params) => object;

const LARGEST_PAGE = 20;

function page<T>(
  name: string,
  items: readonly T[],
  { MaxResults, NextToken }: Params,
  emptyFirst = false,
): object {
  const size = Number(MaxResults ?? LARGEST_PAGE);
  const token = NextToken === undefined ? undefined : /^at:(\d+)$/.exec(String(NextToken))?.[1];
  if (!(size >= 1 && size <= LARGEST_PAGE) || (NextToken !== undefined && token === undefined)) {
    throw new IamError('InvalidInputException', 'You specified an invalid value.');
  }
  if (emptyFirst && token === undefined) return { [name]: [], NextToken: 'at:0' };
  const end = Number(token ?? 0) + size;
  const more = end < items.length ? { NextToken: `at:${end}` } : {};
  return { [name]: items.slice(end - size, end), ...more };
}

function account({ id, name, email, state, status }: LocalMember): object {
  const arn = `arn:aws:organizations::000000000000:account/o-localiam00/${id}`;
  return { Id: id, Arn: arn, Name: name, Email: email, State: state, Status: status };
}

function unit({ id, name }: LocalUnit): object {
  return { Id: id, Arn: `arn:aws:organizations::000000000000:ou/o-localiam00/${id}`, Name: name };
}

function checkParent({ units }: LocalOrganization, id: unknown): void {
  if (units.some((each) => each.id === id)) return;
  throw new IamError('ParentNotFoundException', "We can't find a root or OU with the ParentId.");
}

const actions = {
  ListAccounts: ({ members, emptyPages }, params) =>
    page('Accounts', members.map(account), params, emptyPages),

  ListRoots: ({ units, emptyPages }, params) => {
    const roots = units.filter(({ parent }) => parent === undefined);
    return page('Roots', roots.map(unit), params, emptyPages);
  },

  ListOrganizationalUnitsForParent: (organization, params) => {
    checkParent(organization, params.ParentId);
    const children = organization.units.filter(({ parent }) => parent === params.ParentId);
    return page('OrganizationalUnits', children.map(unit), params, organization.emptyPages);
  },

  ListAccountsForParent: (organization, params) => {
    checkParent(organization, params.ParentId);
    const members = organization.members.filter(({ parent }) => parent === params.ParentId);
    return page('Accounts', members.map(account), params, organization.emptyPages);
  },

  ListTagsForResource: ({ members, emptyPages }, params) => {
    const found = members.find(({ id }) => id === params.ResourceId);
    if (!found) throw new IamError('TargetNotFoundException', "We can't find the target.");
    const tags = Object.entries(found.tags).map(([Key, Value]) => ({ Key, Value }));
    return page('Tags', tags, params, emptyPages);
  },
} satisfies Record<string, Action>;

function isKnown(name: string): name is keyof typeof actions {
  return Object.hasOwn(actions, name);
}

/** The answer of AWS Organizations to an action. Throws an IamError. */
export function organizationAnswer(
  organization: LocalOrganization | undefined,
  action: string,
  params: Params,
): object {
  if (!isKnown(action)) {
    throw new IamError('UnknownOperationException', `There is no operation ${action}`);
  }
  if (organization) return actions[action](organization, params);
  throw new IamError(
    'AWSOrganizationsNotInUseException',
    'Your account is not a member of an organization.',
  );
}
