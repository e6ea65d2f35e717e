import { orgAccount } from '../../tools/testing/organization';
import { type Attempt, awsClients, type Clients } from '../aws';
import {
  type LocalIamOptions,
  sampleManagementAccount,
  sampleOrganization,
  startLocalIam,
} from '../local-iam';
import { CallerError, entrance, type Member, type Role, roleArn } from './assume-role';

const NOW = new Date('2026-01-31T08:15:00Z');
const MANAGEMENT = '100000000001';
const MEMBER = orgAccount('100000000002');
const CALLER = { accountId: MANAGEMENT, arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/auditor/x` };
const ROLE: Role = { name: 'audit/reader', sessionName: 'iamspec-run' };
const until = { abortSignal: new AbortController().signal };

const former = process.env;
const open: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  process.env = former;
  for (const each of open.splice(0)) await each.close();
});

async function enter(
  role: Partial<Role> = {},
  options: Partial<LocalIamOptions> = {},
  account = MEMBER,
) {
  const iam = await startLocalIam({
    account: sampleManagementAccount(NOW),
    organization: sampleOrganization(NOW, 5),
    ...options,
  });
  open.push(iam);
  process.env = {
    AWS_ENDPOINT_URL: iam.url,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_MAX_ATTEMPTS: '1',
  };
  const base = await awsClients();
  const member = (await entrance(base, CALLER, { ...ROLE, ...role }))(account, until);
  return { base, iam, outcome: await member.catch((error: Error) => error) };
}

async function entered(...args: Parameters<typeof enter>): Promise<Member> {
  const { outcome } = await enter(...args);
  if (outcome instanceof Error || !outcome.done) throw new Error('nobody was let in');
  return outcome.done;
}

describe('a role', () => {
  test('is assumed, and gives clients of the account', async () => {
    const { clients, caller } = await entered();
    expect(caller).toEqual({
      accountId: MEMBER.id,
      arn: `arn:aws:sts::${MEMBER.id}:assumed-role/reader/iamspec-run`,
    });
    expect(await clients.iam.config.credentials()).toMatchObject({
      accessKeyId: expect.stringContaining(MEMBER.id),
    });
  });

  test('is asked for with all that it was told', async () => {
    const { iam } = await enter(
      { externalId: 'abc', sessionTags: { team: 'security', run: '7' } },
      { organization: { ...sampleOrganization(NOW, 5), externalId: 'abc' } },
    );
    expect(iam.requests).toEqual([
      {
        action: 'AssumeRole',
        params: {
          RoleArn: `arn:aws:iam::${MEMBER.id}:role/audit/reader`,
          RoleSessionName: 'iamspec-run',
          DurationSeconds: '900',
          ExternalId: 'abc',
          'Tags.member.1.Key': 'team',
          'Tags.member.1.Value': 'security',
          'Tags.member.2.Key': 'run',
          'Tags.member.2.Value': '7',
        },
      },
    ]);
  });

  test('that an STS gave which is not AWS is of an account that is not known to be real', async () => {
    const { clients } = await entered();
    const { iam } = clients;
    expect(iam.config.endpoint).toBeUndefined();
    expect(clients.foreignEndpoint()).toBe(process.env.AWS_ENDPOINT_URL);
  });

  test('is not needed in the own account, which has the own credentials', async () => {
    const { base, iam, outcome } = await enter({}, {}, orgAccount(MANAGEMENT));
    expect(outcome).toEqual({ done: { clients: base, caller: CALLER } });
    expect(iam.requests).toEqual([]);
  });

  test.each([
    ['arn:aws:sts::1:assumed-role/a/b', 'arn:aws:iam::000000000007:role/x'],
    ['arn:aws-us-gov:iam::1:user/a', 'arn:aws-us-gov:iam::000000000007:role/x'],
    ['arn:aws-cn:sts::1:assumed-role/a/b', 'arn:aws-cn:iam::000000000007:role/x'],
  ])('of a caller %s is %s', (caller, arn) => {
    expect(roleArn('000000000007', 'x', caller)).toBe(arn);
  });

  test.each(['', '/audit/x', 'audit/', 'a b', 'arn:aws:iam::111122223333:role/x', 'x'.repeat(65)])(
    'is not called "%s"',
    async (name) => {
      const base = await awsClients();
      await expect(entrance(base, CALLER, { ...ROLE, name })).rejects.toThrow(
        `The role "${name}" is no name of a role.`,
      );
    },
  );

  test.each([
    ['eu-central-1', 'sts.eu-central-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    [undefined, 'sts.us-east-1.amazonaws.com'],
  ])('is assumed at the endpoint of the region: %s', async (region, host) => {
    process.env = { AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' };
    const credentials = { accessKeyId: 'demo', secretAccessKey: 'demo' };
    const base: Clients = await awsClients({ credentials, ...(region && { region }) });
    const hosts: string[] = [];
    base.sts.config.requestHandler.handle = async ({ hostname }) => {
      hosts.push(hostname);
      throw new Error('intercepted');
    };
    const into = await entrance(base, CALLER, ROLE);
    await expect(into(MEMBER, until)).rejects.toThrow('intercepted');
    expect(hosts).toEqual([host]);
  });
});

describe('what AWS may answer instead', () => {
  const failing = (error: string) => enter({}, { script: { AssumeRole: [{ error }] } });

  test.each(['Throttling', 'ServiceFailure', 'ServiceUnavailable'])('%s passes', async (error) => {
    const { outcome } = await failing(error);
    const attempt: Attempt<Member> | Error = outcome;
    expect(attempt).toHaveProperty('again', error === 'Throttling' ? error : 'ServiceFailure');
  });

  test('AccessDenied: names the role, whom it has to trust, and what to do', async () => {
    const { outcome } = await failing('AccessDenied');
    expect(outcome).not.toBeInstanceOf(CallerError);
    expect(outcome).toMatchObject({
      name: 'FetchError',
      message: expect.stringMatching(
        /^AWS refused sts:AssumeRole for arn:aws:iam::100000000002:role\/audit\/reader\. Deploy the role .* trust arn:aws:sts::100000000001:assumed-role\/auditor\/x/,
      ),
    });
  });

  test.each(['ExpiredToken', 'InvalidClientTokenId'])(
    '%s is about the caller: no account can be entered',
    async (error) => {
      const { outcome } = await failing(error);
      expect(outcome).toBeInstanceOf(CallerError);
      expect(outcome).toHaveProperty(
        'message',
        expect.stringMatching(/did not accept the credentials/),
      );
    },
  );

  test.each([
    ['nothing', '<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>'],
    [
      'credentials of another account',
      '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey>' +
        '<SessionToken>c</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>' +
        '<Arn>arn:aws:sts::999999999999:assumed-role/reader/x</Arn><AssumedRoleId>d</AssumedRoleId></AssumedRoleUser>' +
        '</AssumeRoleResult></AssumeRoleResponse>',
    ],
  ])('%s is not understood', async (_, body) => {
    const { outcome } = await enter({}, { script: { AssumeRole: [{ body }] } });
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(/sts:AssumeRole was not understood/),
    );
  });
});
