import {
  type Account,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { errorCode, explain, FetchError, type Until } from '../aws';
import { ConfigurationError, hint } from '../control';
import { ACCOUNT_ID, type OrgAccount, type OrgUnit } from '../result';
import { type Clock, limited, persistently } from './patience';
import { workThrough } from './work-through';

/** What to list. */
export interface ListOptions {
  /** Ids or paths; empty: the whole organization. */
  readonly units: readonly string[];
  readonly wants: { readonly units: boolean; readonly tags: boolean };
}

interface ListContext {
  readonly client: OrganizationsClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Accounts in the order of their ids, suspended ones included. */
export interface Listing {
  readonly accounts: readonly OrgAccount[];
  /** All of the organization; none where they were not asked for. */
  readonly units: readonly OrgUnit[];
  /** The origin that was asked, if that was not AWS: such a list can leave accounts out. */
  readonly listedAt?: string | undefined;
}

const AT_ONCE = 4;
const CALL_TIMEOUT = 30_000;

/** Throws a FetchError where Organizations cannot be read, a ConfigurationError for an unknown unit. */
export async function listAccounts(
  context: ListContext,
  { units: named, wants }: ListOptions,
): Promise<Listing> {
  const whole = named.length === 0;
  const units = whole && !wants.units ? [] : await everyUnit(context);
  const placed = await accountsByUnit(context, units, named);
  // An account that is moved meanwhile may be in no unit, but it is in the list.
  const all = whole ? [...(await everyAccount(context)), ...placed] : placed;
  const byId = new Map(all.map((account) => [account.id, account]));
  const accounts = [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return { accounts: wants.tags ? await withTags(context, accounts) : accounts, units };
}

async function everyAccount(context: ListContext): Promise<readonly OrgAccount[]> {
  const listed = await allPages(context, 'ListAccounts', 'Accounts', (page, until) =>
    context.client.send(new ListAccountsCommand(page), until),
  );
  return listed.map((account) => orgAccount(account, undefined));
}

async function accountsByUnit(
  context: ListContext,
  tree: readonly OrgUnit[],
  named: readonly string[],
): Promise<readonly OrgAccount[]> {
  const chosen = named.map((unit) => ownId(findUnit(tree, unit)));
  const wanted = chosen.length === 0 ? tree : tree.filter(({ ids }) => shares(ids, chosen));
  const lists = await each(context, wanted, async (unit) => {
    const held = await allPages(context, 'ListAccountsForParent', 'Accounts', (page, until) => {
      const command = new ListAccountsForParentCommand({ ...page, ParentId: ownId(unit) });
      return context.client.send(command, until);
    });
    return held.map((account) => orgAccount(account, unit));
  });
  return lists.flat();
}

async function everyUnit(context: ListContext): Promise<readonly OrgUnit[]> {
  const roots = await allPages(context, 'ListRoots', 'Roots', (page, until) =>
    context.client.send(new ListRootsCommand(page), until),
  );
  let level: readonly OrgUnit[] = roots.map(({ Id, Name }) => ({
    ids: [Id ?? ''],
    path: Name ?? '',
  }));
  const all: OrgUnit[] = [];
  while (level.length > 0) {
    all.push(...level);
    level = (await each(context, level, (unit) => unitsIn(context, unit))).flat();
  }
  return all;
}

async function unitsIn(context: ListContext, unit: OrgUnit): Promise<readonly OrgUnit[]> {
  const action = 'ListOrganizationalUnitsForParent';
  const children = await allPages(context, action, 'OrganizationalUnits', (page, until) => {
    const command = new ListOrganizationalUnitsForParentCommand({ ...page, ParentId: ownId(unit) });
    return context.client.send(command, until);
  });
  return children.map(({ Id, Name }) => ({
    ids: [...unit.ids, Id ?? ''],
    path: `${unit.path}/${Name}`,
  }));
}

async function withTags(
  context: ListContext,
  accounts: readonly OrgAccount[],
): Promise<readonly OrgAccount[]> {
  return each(context, accounts, async (account) => {
    const tags = await allPages(context, 'ListTagsForResource', 'Tags', (page, until) =>
      context.client.send(
        new ListTagsForResourceCommand({ ...page, ResourceId: account.id }),
        until,
      ),
    );
    return { ...account, tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) };
  });
}

async function each<T, R>(
  context: ListContext,
  items: readonly T[],
  ask: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers = new Map<T, R>();
  await workThrough(items, { ...context, concurrency: AT_ONCE }, async (item) => {
    answers.set(item, await ask(item));
    return undefined;
  });
  if (answers.size !== items.length) {
    throw new FetchError(
      `The listing was cut off: ${answers.size} of ${items.length} answers were had.`,
    );
  }
  return items.flatMap((item) => answers.get(item) ?? []);
}

type Token = { NextToken?: string | undefined };
type Page<Field extends string, T> = Token & { readonly [field in Field]?: T[] | undefined };

// More pages follow while there is a token, also after an empty page.
async function allPages<Field extends string, T>(
  { clock, signal }: ListContext,
  action: string,
  field: Field,
  fetchPage: (page: { NextToken?: string }, until: Until) => Promise<Page<Field, T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  const tokens = new Set<string>();
  let input: { NextToken?: string } = {};
  for (;;) {
    const call = () => limited(signal, CALL_TIMEOUT, (until) => fetchPage(input, until));
    const page = await persistently(call, clock, signal).catch((error: unknown) => {
      throw explained(error, `organizations:${action}`);
    });
    const { [field]: items, NextToken } = page;
    if (!items || (NextToken !== undefined && tokens.has(NextToken))) {
      throw explain(new TypeError('it is not a page of a list'), `organizations:${action}`);
    }
    all.push(...items);
    if (NextToken === undefined) return all;
    tokens.add(NextToken);
    input = { NextToken };
  }
}

function explained(error: unknown, action: string): FetchError {
  if (errorCode(error) === 'AWSOrganizationsNotInUseException') {
    return new FetchError(
      `The account belongs to no organization (${action}). Use credentials of the management ` +
        'account or of a delegated administrator, or name the accounts in a file (--accounts).',
    );
  }
  return explain(error, action);
}

function orgAccount(account: Account, ou: OrgUnit | undefined): OrgAccount {
  const { Id, Name = '', Email, State, Status } = account;
  if (Id === undefined || !ACCOUNT_ID.test(Id)) {
    throw new FetchError(`AWS Organizations listed an account with the id ${JSON.stringify(Id)}.`);
  }
  return { id: Id, name: Name, email: Email, state: State ?? Status, ou, tags: undefined };
}

/** Finds a unit by its id or path. Throws where several have the path: a name may hold a slash. */
export function unitOf(tree: readonly OrgUnit[], unit: string): OrgUnit | undefined {
  const found = tree.filter((node) => ownId(node) === unit || node.path === unit);
  if (found.length < 2) return found[0];
  throw new ConfigurationError([
    `More than one organizational unit is "${unit}": ${found.map(ownId).join(', ')}. Say which, by id.`,
  ]);
}

function findUnit(tree: readonly OrgUnit[], unit: string): OrgUnit {
  const found = unitOf(tree, unit);
  if (found) return found;
  const known = tree.map((node) => (unit.includes('/') ? node.path : ownId(node)));
  throw new ConfigurationError([`There is no organizational unit "${unit}".${hint(unit, known)}`]);
}

/** The id of a unit itself. */
export function ownId({ ids }: OrgUnit): string {
  return ids.at(-1) ?? '';
}

function shares(some: readonly string[], others: readonly string[]): boolean {
  return some.some((id) => others.includes(id));
}
