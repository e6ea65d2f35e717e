import {
  GenerateCredentialReportCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  ListAccountAliasesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import type { LocalAccount } from './account';
import { startLocalIam } from './server';

const users = ['ann', 'bo', 'cy', 'd&e', 'eve'].map((userName, index) => ({
  userName,
  path: index < 2 ? '/ops/' : '/',
  arn: `arn:aws:iam::000000000000:user/${userName}`,
  userId: `AIDA${index}`,
  createDate: '2026-01-02T03:04:05Z',
}));

const account: LocalAccount = {
  accountId: '000000000000',
  partition: 'aws',
  callerArn: 'arn:aws:iam::000000000000:user/ann',
  alias: 'some-alias',
  report: 'user,arn\nü,x',
  generatedTime: '2026-01-31T08:15:00Z',
  summary: { Users: 5, AccountMFAEnabled: 1 },
  virtualMfaDevices: [
    { serialNumber: 'assigned', enableDate: '2026-01-03T00:00:00Z', user: users[0] },
    {
      serialNumber: 'of-root',
      user: { arn: 'arn:root', userId: '0', createDate: '2020-01-01T00:00:00Z' },
    },
    { serialNumber: 'spare' },
  ].map(({ user, ...device }) => (user ? { ...device, user } : device)),
  users,
};

afterEach(closeSessions);

describe('the answers, read by the SDK', () => {
  test('GetCallerIdentity', async () => {
    const { sts } = await session({ account });
    expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/ann',
      $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^[\da-f-]{36}$/) },
    });
  });

  test('GetCredentialReport gives the bytes back as they came', async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x00, 0xff]);
    for (const report of [account.report, bytes]) {
      const { iam } = await session({ account: { ...account, report } });
      await iam.send(new GenerateCredentialReportCommand());
      const answer = await iam.send(new GetCredentialReportCommand());
      expect(Buffer.from(answer.Content ?? [])).toEqual(Buffer.from(report));
      expect(answer.ReportFormat).toBe('text/csv');
      expect(answer.GeneratedTime).toEqual(new Date('2026-01-31T08:15:00Z'));
    }
  });

  test('GetAccountSummary', async () => {
    const { iam } = await session({ account });
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand());
    expect(SummaryMap).toEqual({ Users: 5, AccountMFAEnabled: 1 });
  });

  test('GetAccountPasswordPolicy', async () => {
    const passwordPolicy = {
      minimumPasswordLength: 14,
      requireSymbols: true,
      requireNumbers: false,
      requireUppercaseCharacters: true,
      requireLowercaseCharacters: false,
      allowUsersToChangePassword: true,
      expirePasswords: true,
      maxPasswordAge: 90,
    };
    const { iam } = await session({ account: { ...account, passwordPolicy } });
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand());
    expect(PasswordPolicy).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: false,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: true,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
    });
  });

  test('GetAccountPasswordPolicy without a policy is NoSuchEntity', async () => {
    const { iam } = await session({ account });
    await expect(iam.send(new GetAccountPasswordPolicyCommand())).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The Password Policy with domain name 000000000000 cannot be found.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test.each([
    ['Any', ['assigned', 'of-root', 'spare']],
    ['Assigned', ['assigned', 'of-root']],
    ['Unassigned', ['spare']],
  ] as const)('ListVirtualMFADevices, %s', async (AssignmentStatus, serials) => {
    const { iam } = await session({ account });
    const answer = await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }));
    expect(answer.VirtualMFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual(serials);
    expect(answer.IsTruncated).toBe(false);
  });

  test('ListVirtualMFADevices says whose a device is', async () => {
    const { iam } = await session({ account });
    const { VirtualMFADevices } = await iam.send(new ListVirtualMFADevicesCommand());
    expect(VirtualMFADevices).toEqual([
      {
        SerialNumber: 'assigned',
        EnableDate: new Date('2026-01-03T00:00:00Z'),
        User: expect.objectContaining({ UserName: 'ann', Path: '/ops/' }),
      },
      {
        SerialNumber: 'of-root',
        User: { Arn: 'arn:root', UserId: '0', CreateDate: new Date('2020-01-01T00:00:00Z') },
      },
      { SerialNumber: 'spare' },
    ]);
  });

  test('ListAccountAliases, with an alias and without', async () => {
    const { iam } = await session({ account });
    const named = await iam.send(new ListAccountAliasesCommand());
    expect(named.AccountAliases).toEqual(['some-alias']);

    const { alias: _, ...nameless } = account;
    const { iam: other } = await session({ account: nameless });
    const unnamed = await other.send(new ListAccountAliasesCommand());
    expect(unnamed.AccountAliases).toEqual([]);
  });

  test('ListUsers, by pages and by path', async () => {
    const { iam, endpoint } = await session({ account });
    const names = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam, pageSize: 2 }, {})) {
      names.push(Users.map(({ UserName }) => UserName));
    }
    expect(names).toEqual([['ann', 'bo'], ['cy', 'd&e'], ['eve']]);
    expect(endpoint.requests).toHaveLength(3);

    const full = { PathPrefix: '/ops/', MaxItems: 2 };
    const { Users = [], IsTruncated } = await iam.send(new ListUsersCommand(full));
    expect(Users.map(({ UserName }) => UserName)).toEqual(['ann', 'bo']);
    expect(IsTruncated).toBe(false);
  });

  test.each([{ MaxItems: 0 }, { MaxItems: 1001 }, { Marker: 'made-up' }])(
    'a page by %j is a ValidationError',
    async (input) => {
      const { iam } = await session({ account });
      await expect(iam.send(new ListUsersCommand(input))).rejects.toMatchObject({
        name: 'ValidationError',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );
});

describe('the state machine of the report', () => {
  test('absent, started, in progress, complete', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const { iam } = await session({ account, generationMs: 150 });
    const generate = () => iam.send(new GenerateCredentialReportCommand());
    const get = () => iam.send(new GetCredentialReportCommand());

    await expect(get()).rejects.toMatchObject({
      name: 'CredentialReportNotPresentException',
      $metadata: { httpStatusCode: 410 },
    });
    expect(await generate()).toMatchObject({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    });
    await expect(get()).rejects.toMatchObject({
      name: 'CredentialReportNotReadyException',
      $metadata: { httpStatusCode: 404 },
    });
    expect((await generate()).State).toBe('INPROGRESS');

    clock.mockReturnValue(150);
    const complete = await generate();
    expect(complete.State).toBe('COMPLETE');
    expect(complete.Description).toBeUndefined();
    expect((await get()).Content).toHaveLength(Buffer.byteLength(account.report));
    clock.mockRestore();
  });
});

describe('the endpoint', () => {
  const post = (url: string, body: string, headers = {}) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=demo' };

  test('refuses an unsigned call', async () => {
    const { endpoint } = await session({ account });
    const answer = await post(endpoint.url, 'Action=GetCallerIdentity&Version=2011-06-15');
    expect(answer.status).toBe(403);
    const body = await answer.text();
    expect(body).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(body).toContain('xmlns="https://sts.amazonaws.com/doc/2011-06-15/"');
    expect(body).toContain(`<RequestId>${answer.headers.get('x-amzn-requestid')}</RequestId>`);
  });

  test.each(['ListRoles', 'toString', ''])('does not know the action "%s"', async (action) => {
    const { endpoint } = await session({ account });
    const answer = await post(endpoint.url, `Action=${action}&Version=2010-05-08`, signed);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Type>Sender</Type><Code>InvalidAction</Code>');
  });

  test('wraps a result as AWS does', async () => {
    const { endpoint } = await session({ account });
    const answer = await post(endpoint.url, 'Action=ListAccountAliases&Version=2010-05-08', signed);
    expect((await answer.text()).replace(/[\da-f-]{36}/, 'ID')).toBe(
      '<ListAccountAliasesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
        '<ListAccountAliasesResult><AccountAliases><member>some-alias</member></AccountAliases>' +
        '<IsTruncated>false</IsTruncated></ListAccountAliasesResult>' +
        '<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></ListAccountAliasesResponse>',
    );
    expect(answer.headers.get('content-type')).toBe('text/xml');
    const skew = Date.now() - Date.parse(answer.headers.get('date') ?? '');
    expect(Math.abs(skew)).toBeLessThan(5000);
  });

  test('records every call in order, with its parameters', async () => {
    const { endpoint, iam } = await session({ account });
    await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }));
    await post(endpoint.url, 'Action=Nonsense&Version=1&A=b+c');
    expect(endpoint.requests).toEqual([
      { action: 'ListVirtualMFADevices', params: { AssignmentStatus: 'Assigned' } },
      { action: 'Nonsense', params: { A: 'b c' } },
    ]);
  });

  test('takes the port that it is given, once', async () => {
    const { endpoint } = await session({ account });
    expect(endpoint.url).toBe(`http://127.0.0.1:${endpoint.port}`);
    await expect(startLocalIam({ account, port: endpoint.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  test('closes at once though a call is held back, and frees the port', async () => {
    const endpoint = await startLocalIam({
      account,
      script: { GetCallerIdentity: [{ delayMs: 60_000 }] },
    });
    const held = post(endpoint.url, 'Action=GetCallerIdentity&Version=2011-06-15', signed);
    const refused = expect(held).rejects.toThrow('fetch failed');
    while (endpoint.requests.length === 0) await new Promise(setImmediate);
    await endpoint.close();
    await endpoint.close();
    await refused;
    await (await startLocalIam({ account, port: endpoint.port })).close();
  });
});
