import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { seededFaults } from '../../tools/testing/faults';
import { hastyClock, withoutResets } from '../../tools/testing/organization';
import {
  type Faults,
  type LocalIamOptions,
  type LocalMember,
  type LocalOrganization,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../local-iam';
import { type ListOptions, listAccounts } from './list-accounts';

const NOW = new Date('2026-01-31T08:15:00Z');
const organization = sampleOrganization(NOW, 45);
const NOTHING = { units: false, tags: false };
const EVERYTHING = { units: true, tags: true };

const open: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function list(
  options: Partial<ListOptions> = {},
  served: Partial<LocalIamOptions> = {},
  signal = new AbortController().signal,
) {
  const iam = await startLocalIam({
    account: sampleManagementAccount(NOW),
    organization,
    ...served,
  });
  const client = new OrganizationsClient({
    endpoint: iam.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
  open.push({ close: () => iam.close() }, { close: async () => client.destroy() });
  const context = { client, clock: hastyClock, signal };
  const listing = await listAccounts(context, { units: [], wants: NOTHING, ...options });
  return { ...listing, actions: iam.requests.map(({ action }) => action) };
}

/** The same answer to every call of an action. */
const always =
  (wanted: string, body: string, status = 200): Faults =>
  ({ action }) =>
    action === wanted ? { body, status, contentType: 'application/x-amz-json-1.1' } : undefined;

const withMember = (change: Partial<LocalMember>): LocalOrganization => ({
  ...organization,
  members: organization.members.map((member, index) =>
    index === 3 ? { ...member, ...change } : member,
  ),
});

describe('the whole organization', () => {
  test('all pages, in the order of ids, nothing asked that is not needed', async () => {
    const { accounts, actions, units } = await list();
    expect(accounts).toHaveLength(45);
    expect(accounts.map(({ id }) => id)).toEqual(accounts.map(({ id }) => id).toSorted());
    expect(accounts[1]).toEqual({
      id: '100000000002',
      name: 'dev-0001',
      email: 'dev-0001@example.com',
      state: 'ACTIVE',
      ou: undefined,
      tags: undefined,
    });
    expect(actions).toEqual(['ListAccounts', 'ListAccounts', 'ListAccounts']);
    expect(units).toEqual([]);
  });

  test('with units and tags', async () => {
    const { accounts, units } = await list({ wants: EVERYTHING });
    expect(accounts).toHaveLength(45);
    expect(accounts[0]?.ou).toEqual({ ids: ['r-demo'], path: 'Root' });
    expect(accounts[1]).toMatchObject({
      ou: {
        ids: ['r-demo', 'ou-demo-workload', 'ou-demo-devdevde'],
        path: 'Root/Workloads/Dev',
      },
      tags: { environment: 'dev' },
    });
    expect(units.map(({ path }) => path)).toContain('Root/Reserved');
  });

  test('goes on after pages that are empty', async () => {
    const emptyPages = { ...organization, emptyPages: true };
    const { accounts } = await list({ wants: EVERYTHING }, { organization: emptyPages });
    expect(accounts).toHaveLength(45);
    expect(accounts.every(({ ou, tags }) => ou && tags?.environment)).toBe(true);
  });

  test('an account that is in no unit just now, since it is moved, is not lost', async () => {
    const moving = withMember({ parent: 'ou-nowhere' });
    const { accounts } = await list({ wants: EVERYTHING }, { organization: moving });
    expect(accounts).toHaveLength(45);
    expect(accounts.filter(({ ou }) => ou === undefined).map(({ id }) => id)).toEqual([
      '100000000004',
    ]);
  });

  test.each<[Partial<LocalMember>, string | undefined]>([
    [{ state: 'CLOSED', status: 'SUSPENDED' }, 'CLOSED'],
    [{ state: undefined, status: 'SUSPENDED' }, 'SUSPENDED'],
    [{ state: 'SUSPENDED', status: undefined }, 'SUSPENDED'],
    [{ state: undefined, status: undefined }, undefined],
  ])('takes State, and Status where there is none: %j', async (given, state) => {
    const { accounts } = await list({}, { organization: withMember(given) });
    expect(accounts[3]).toHaveProperty('state', state);
  });
});

describe('units', () => {
  test.each<[string[], number]>([
    [['ou-demo-devdevde'], 15],
    [['Root/Workloads/Dev'], 15],
    [['Root/Workloads'], 29],
    [['Root/Workloads/Dev', 'ou-demo-workload', 'Root/Sandbox'], 44],
    [['r-demo'], 45],
    [['Root/Reserved'], 0],
  ])('%j, and what is below: %i accounts', async (units, count) => {
    const { accounts, actions } = await list({ units });
    expect(accounts).toHaveLength(count);
    expect(accounts.every(({ ou }) => ou)).toBe(true);
    expect(actions).not.toContain('ListAccounts');
  });

  test.each([
    [
      'ou-demo-devdevdf',
      /no organizational unit "ou-demo-devdevdf"\. Did you mean "ou-demo-devdevde"/,
    ],
    ['Root/Workloads/Dew', /Did you mean "Root\/Workloads\/Dev"\? Known: Root, Root\/Workloads/],
    ['Workloads', /There is no organizational unit "Workloads"/],
  ])('%s is an error: a typo must not loosen', async (unit, why) => {
    await expect(list({ units: ['Root/Sandbox', unit] })).rejects.toThrow(why);
  });
});

describe('when Organizations fails', () => {
  test('what passes is asked again', async () => {
    const faults = withoutResets(seededFaults({ seed: 5, rate: 0.3 }));
    const { accounts, actions } = await list({ wants: EVERYTHING }, { faults });
    expect(accounts.filter(({ ou, tags }) => ou && tags)).toHaveLength(45);
    expect(actions.length).toBeGreaterThan(80);
  });

  test.each<[string, Partial<LocalIamOptions>, RegExp]>([
    ['no organization', { organization: undefined }, /belongs to no organization.*--accounts/],
    [
      'no permission',
      { faults: () => ({ error: 'AccessDeniedException' }) },
      /^AWS refused organizations:ListAccounts .* Allow that action/,
    ],
    [
      'throttling that does not end',
      { faults: () => ({ error: 'TooManyRequestsException' }) },
      /^AWS could not serve organizations:ListAccounts, again and again \(Throttling/,
    ],
    ['a page of HTML', { faults: always('ListAccounts', '<html></html>') }, /was not understood/],
    [
      'an answer with nothing in it',
      { faults: always('ListAccounts', '{}') },
      /was not understood/,
    ],
    [
      'a token that comes again and again',
      { faults: always('ListAccounts', '{"Accounts":[],"NextToken":"x"}') },
      /it is not a page of a list/,
    ],
    [
      'an account without an id',
      { faults: always('ListAccounts', '{"Accounts":[{"Name":"x"}]}') },
      /listed an account with the id undefined/,
    ],
  ])('%s ends the listing', async (_, served, why) => {
    await expect(list({}, served)).rejects.toMatchObject({
      name: 'FetchError',
      message: expect.stringMatching(why),
    });
  });

  test('a list that is cut off between two calls is none', async () => {
    const { signal } = new AbortController();
    let tagged = 0;
    const faults: Faults = ({ action }) => {
      if (action === 'ListTagsForResource') tagged++;
      return undefined;
    };
    Object.defineProperty(signal, 'aborted', { get: () => tagged > 9 });
    const wants = { units: false, tags: true };
    await expect(list({ wants }, { faults }, signal)).rejects.toThrow(
      /^The listing was cut off: \d+ of 45 answers were had\.$/,
    );
  });

  test('two units of one path are told apart by their ids alone', async () => {
    const unit = organization.units.find(({ name }) => name === 'Sandbox');
    if (!unit) throw new Error('there is no unit');
    const twin = { ...unit, id: 'ou-demo-twintwin' };
    const twice = { ...organization, units: [...organization.units, twin] };
    await expect(list({ units: ['Root/Sandbox'] }, { organization: twice })).rejects.toThrow(
      /^More than one organizational unit is "Root\/Sandbox": .*ou-demo-twintwin\. Say which, by id\.$/,
    );
    const { accounts } = await list({ units: [twin.id] }, { organization: twice });
    expect(accounts).toEqual([]);
  });

  test('a run that is stopped asks no more', async () => {
    await expect(list({}, {}, AbortSignal.abort())).rejects.toThrow(/organizations:ListAccounts/);
  });
});
