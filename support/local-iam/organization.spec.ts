import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { seededFaults } from '../../tools/testing/faults';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import type { LocalOrganization } from './organization';
import { sampleManagementAccount, sampleOrganization } from './sample-organization';
import type { LocalIamOptions } from './server';

const NOW = new Date('2026-01-31T08:15:00Z');
const account = sampleManagementAccount(NOW);
const organization = sampleOrganization(NOW, 45);
const MEMBER = organization.members[1]?.id ?? '';
const ROLE = `arn:aws:iam::${MEMBER}:role/audit/reader`;

afterEach(closeSessions);

async function organizationSession(options: Partial<LocalIamOptions> = {}, attempts = 1) {
  const started = await session({ account, organization, ...options }, attempts);
  const config = {
    endpoint: started.endpoint.url,
    region: 'us-east-1',
    maxAttempts: attempts,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  return { ...started, config, client: new OrganizationsClient(config) };
}

async function roleSession(options: Partial<LocalIamOptions> = {}) {
  const { sts, config, endpoint } = await organizationSession(options);
  const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'spec' });
  const { Credentials, AssumedRoleUser } = await sts.send(command);
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const iam = new IAMClient({ ...config, credentials });
  return {
    iam,
    sts: new STSClient({ ...config, credentials }),
    AssumedRoleUser,
    endpoint,
    Credentials,
  };
}

describe('Organizations, read by the SDK', () => {
  test('ListAccounts by pages of 20, with State and Status', async () => {
    const { client } = await organizationSession();
    const pages = [];
    for await (const page of paginateListAccounts({ client }, {})) pages.push(page.Accounts ?? []);
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
    expect(pages.flat()[44]).toMatchObject({ State: 'ACTIVE', Status: 'ACTIVE' });
    expect(pages[0]?.[0]).toMatchObject({ Id: account.accountId, Name: 'management' });
  });

  test('may begin with a page that is empty and not the last', async () => {
    const { client } = await organizationSession({
      organization: { ...organization, emptyPages: true },
    });
    const first = await client.send(new ListAccountsCommand({}));
    expect(first).toMatchObject({ Accounts: [], NextToken: 'at:0' });
    const second = await client.send(new ListAccountsCommand({ NextToken: 'at:0', MaxResults: 2 }));
    expect(second.Accounts).toHaveLength(2);
    expect(second.NextToken).toBe('at:2');
  });

  test('the tree: root, units, their accounts, their tags', async () => {
    const { client } = await organizationSession();
    const { Roots } = await client.send(new ListRootsCommand({}));
    expect(Roots?.map(({ Id, Name }) => [Id, Name])).toEqual([['r-demo', 'Root']]);
    const units = new ListOrganizationalUnitsForParentCommand({ ParentId: 'r-demo' });
    const { OrganizationalUnits } = await client.send(units);
    expect(OrganizationalUnits?.map(({ Name }) => Name)).toEqual([
      'Workloads',
      'Sandbox',
      'Reserved',
    ]);
    const held = new ListAccountsForParentCommand({ ParentId: 'ou-demo-devdevde' });
    const { Accounts } = await client.send(held);
    expect(Accounts?.[0]).toMatchObject({ Id: MEMBER, Name: 'dev-0001' });
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceId: MEMBER }));
    expect(tags.Tags).toEqual([{ Key: 'environment', Value: 'dev' }]);
  });

  test.each([
    ['a made-up token', { NextToken: 'x' }],
    ['a page too large', { MaxResults: 21 }],
  ])('%s is refused', async (_, input) => {
    const { client } = await organizationSession();
    await expect(client.send(new ListAccountsCommand(input))).rejects.toMatchObject({
      name: 'InvalidInputException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('an unknown parent is refused', async () => {
    const { client } = await organizationSession();
    const unknown = new ListAccountsForParentCommand({ ParentId: 'ou-demo-none0000' });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: 'ParentNotFoundException' });
  });

  test('an account outside of any organization says so', async () => {
    const { endpoint, config } = await organizationSession();
    const alone = await session({ account });
    const client = new OrganizationsClient({ ...config, endpoint: alone.endpoint.url });
    await expect(client.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
    });
    expect(endpoint.requests).toEqual([]);
  });
});

describe('AssumeRole', () => {
  test('gives credentials that act in the account', async () => {
    const { iam, sts, AssumedRoleUser, endpoint, Credentials } = await roleSession();
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${MEMBER}:assumed-role/reader/spec`);
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(MEMBER);
    await iam.send(new GenerateCredentialReportCommand());
    const { Content = [] } = await iam.send(new GetCredentialReportCommand());
    const ids = String(Buffer.from(Content)).match(/iam::\d{12}/g);
    expect(new Set(ids)).toEqual(new Set([`iam::${MEMBER}`]));
    expect(endpoint.requests.map(({ member }) => member)).toEqual([
      undefined,
      MEMBER,
      MEMBER,
      MEMBER,
    ]);
  });

  test('each account has a report of its own', async () => {
    const { iam, endpoint } = await roleSession({ generationMs: 60_000 });
    expect((await iam.send(new GenerateCredentialReportCommand())).State).toBe('STARTED');
    expect((await iam.send(new GenerateCredentialReportCommand())).State).toBe('INPROGRESS');
    expect(endpoint.requests).toHaveLength(3);
  });

  test.each<[string, LocalOrganization]>([
    ['a role of another name', { ...organization, roleName: 'other' }],
    ['a role that wants an external id', { ...organization, externalId: 'secret' }],
    ['an account of nobody', { ...organization, members: [] }],
  ])('of %s is refused', async (_, given) => {
    await expect(roleSession({ organization: given })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/not authorized to perform: sts:AssumeRole on resource/),
    });
  });

  test('credentials of an account that is not there are none', async () => {
    const { config } = await organizationSession();
    const credentials = { accessKeyId: 'ASIAORGN999999999999', secretAccessKey: 'x' };
    const sts = new STSClient({ ...config, credentials });
    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });
});

describe('faults', () => {
  const call = (nth: number, action = 'GetCredentialReport', of = MEMBER) => ({
    action,
    account: of,
    nth,
  });

  test('hit the share of calls that they shall, the same ones each time', () => {
    const drawn = [1, 2].map(() => {
      const faults = seededFaults({ seed: 7, rate: 0.1 });
      return Array.from({ length: 5000 }, (_, nth) => faults(call(nth)));
    });
    expect(drawn[0]).toEqual(drawn[1]);
    const share = (drawn[0] ?? []).filter(Boolean).length / 5000;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
    const kinds = new Set(drawn[0]?.filter(Boolean).map((step) => JSON.stringify(step)));
    expect(kinds.size).toBe(3);
  });

  test('arrive in the SDK, which tries again', async () => {
    const faults = seededFaults({ seed: 1, rate: 0.5 });
    const { client, endpoint } = await organizationSession({ faults }, 20);
    expect((await client.send(new ListAccountsCommand({}))).Accounts).toHaveLength(20);
    expect((await client.send(new ListAccountsCommand({}))).Accounts).toHaveLength(20);
    expect(endpoint.requests.length).toBeGreaterThan(2);
  });

  test('refuse for good what they shall', () => {
    const faults = seededFaults({ seed: 1, rate: 0, noRole: ['1'], noPermission: ['2'] });
    const steps = (of: string) =>
      ['AssumeRole', 'GenerateCredentialReport', 'GetCredentialReport', 'GetAccountSummary'].map(
        (action) => faults(call(9, action, of)),
      );
    const denied = { error: 'AccessDenied' };
    expect(steps('1')).toEqual([denied, undefined, undefined, undefined]);
    expect(steps('2')).toEqual([undefined, denied, denied, undefined]);
    expect(steps('3')).toEqual(Array(4).fill(undefined));
  });
});

describe('the sample organization', () => {
  test('has an own report for each account, and one of five breaks the policy', () => {
    const { members } = sampleOrganization(NOW, 100);
    const reports = members.map((member) => member.account());
    expect(new Set(reports.map(({ accountId }) => accountId)).size).toBe(100);
    for (const { accountId, report, summary, users } of reports) {
      expect(String(report)).toContain(`iam::${accountId}:root`);
      expect(String(report).split('\n')).toHaveLength(users.length + 2);
      expect(summary.Users).toBe(users.length);
    }
    expect(
      reports.filter(({ users }) => users.some(({ userName }) => userName === 'bob')),
    ).toHaveLength(20);
    expect(members.filter(({ state }) => state === 'SUSPENDED')).toHaveLength(2);
  });

  test('tells of no user that an account has not, and no key of two accounts', () => {
    const { members } = sampleOrganization(NOW, 3);
    const accounts = members.map((member) => member.account());
    for (const { accountId, users, virtualMfaDevices, serviceCredentials = [] } of accounts) {
      const names = new Set(users.map(({ userName }) => userName));
      const owners = virtualMfaDevices.flatMap(({ user }) => (user ? [user.userName] : []));
      const holders = serviceCredentials.map(({ userName }) => userName);
      expect([...owners, ...holders].filter((name) => !names.has(name ?? ''))).toEqual([]);
      for (const { arn } of users) expect(arn).toContain(`::${accountId}:`);
    }
    const ids = accounts.flatMap(({ users }) =>
      users.flatMap(({ accessKeys = [] }) => accessKeys.map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(accounts)).not.toContain('000000000000');
  });
});
