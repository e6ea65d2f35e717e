import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { PublishError } from './publish-permissions';
import {
  type AsffFinding,
  productArn,
  publishToSecurityHub,
  type SecurityHubPublication,
  securityHubRegion,
} from './publish-security-hub';

const HUB = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const MONDAY = '2026-09-07T12:00:00.000Z';
const TUESDAY = '2026-09-08T12:00:00.000Z';
const WEDNESDAY = '2026-09-09T12:00:00.000Z';

type Asff = AwsSecurityFinding & AsffFinding;
type Changes = Partial<Asff>;

/** A call that reached the endpoint. */
interface Received {
  readonly path: string;
  readonly body: {
    readonly Findings?: readonly AwsSecurityFinding[];
    readonly Filters?: unknown;
    readonly NextToken?: string;
    readonly MaxResults?: number;
  };
}

/** Answers a call, or leaves it to the hub by returning false. */
type Departure = (call: Received, response: ServerResponse) => boolean;

const former = process.env;
const afterwards: (() => void)[] = [];

beforeEach(() => {
  process.env = {
    PATH: former.PATH,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_MAX_ATTEMPTS: '3',
  };
});

afterEach(() => {
  process.env = former;
  for (const undo of afterwards.splice(0)) undo();
});

/** Security Hub's REST API with these findings in store, in pages of two. */
async function startHub(
  stored: readonly AwsSecurityFinding[] = [],
  departure: Departure = () => false,
) {
  const calls: Received[] = [];
  const server = createServer(async (request, response) => {
    const call: Received = { path: request.url ?? '', body: Object(await json(request)) };
    calls.push(call);
    if (departure(call, response)) return;
    if (call.path === '/findings/import') {
      answer(response, { SuccessCount: call.body.Findings?.length, FailedCount: 0 });
    } else {
      const start = Number(call.body.NextToken ?? 0);
      const NextToken = start + 2 < stored.length ? String(start + 2) : null;
      answer(response, { Findings: stored.slice(start, start + 2), NextToken });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
  const imports = () =>
    calls.flatMap(({ path, body }) => (path === '/findings/import' ? [body.Findings ?? []] : []));
  return { calls, imports };
}

function answer(response: ServerResponse, body: unknown, status = 200, error?: string): true {
  const type = error === undefined ? {} : { 'x-amzn-errortype': error };
  response.writeHead(status, { 'content-type': 'application/json', ...type });
  response.end(JSON.stringify(body));
  return true;
}

/** Refuses every call to a path. */
const refusing =
  (refused: string, status: number, error: string, Message = 'as AWS puts it'): Departure =>
  ({ path }, response) =>
    path === refused && answer(response, { Message }, status, error);

function finding(Id: string, changes: Changes = {}): Asff {
  return {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: productArn(HUB),
    GeneratorId: 'iamspec/root-mfa',
    AwsAccountId: HUB.account,
    CreatedAt: MONDAY,
    UpdatedAt: TUESDAY,
    Title: 'The root user has MFA',
    Description: 'It has none.',
    Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' }],
    ...changes,
  };
}

const earlier = (Id: string, changes: Changes = {}) =>
  finding(Id, { UpdatedAt: MONDAY, RecordState: 'ACTIVE', ...changes });

async function publish(
  findings: SecurityHubPublication['findings'],
  changes: Partial<SecurityHubPublication> = {},
) {
  const lines: string[] = [];
  const progress = (line: string) => lines.push(line);
  const result = await publishToSecurityHub({
    ...HUB,
    findings,
    generators: ['iamspec/root-mfa'],
    progress,
    ...changes,
  });
  return { ...result, lines };
}

async function failure(...args: Parameters<typeof publish>): Promise<string> {
  const error: unknown = await publish(...args).catch((thrown) => thrown);
  if (!(error instanceof PublishError)) throw new Error(`not a PublishError: ${error}`);
  return error.message;
}

const many = (count: number, changes: Changes = {}) =>
  Array.from({ length: count }, (_, index) => finding(`finding ${index}`, changes));

describe('the import', () => {
  test('sends the findings as they are, active', async () => {
    const hub = await startHub();
    const findings = [
      finding('a', { Compliance: { Status: 'PASSED' } }),
      finding('b', { Compliance: { Status: 'FAILED' }, Severity: { Label: 'HIGH' } }),
    ];
    expect(await publish(findings)).toEqual({
      imported: 2,
      archived: 0,
      failed: [],
      lines: [
        'Importing 2 findings into Security Hub, 111122223333 in eu-central-1 ...',
        `Not AWS: this goes to ${process.env.AWS_ENDPOINT_URL}.`,
      ],
    });
    expect(hub.imports()).toEqual([findings.map((each) => ({ ...each, RecordState: 'ACTIVE' }))]);
  });

  test('sends 100 at a time', async () => {
    const hub = await startHub();
    expect(await publish(many(250))).toMatchObject({ imported: 250 });
    expect(hub.imports().map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect(new Set(hub.imports().flatMap((batch) => batch.map(({ Id }) => Id))).size).toBe(250);
  });

  test('sends less than 6 MB at a time', async () => {
    const hub = await startHub();
    const findings = many(60, { Description: 'ä'.repeat(100_000) });
    expect(await publish(findings)).toMatchObject({ imported: 60 });
    const sizes = hub.imports().map((Findings) => Buffer.byteLength(JSON.stringify({ Findings })));
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(6_000_000);
  });

  test('lists a finding that is too large, and sends the others', async () => {
    const hub = await startHub();
    const large = finding('large', { Description: 'ä'.repeat(120_000) });
    const { imported, failed } = await publish([finding('a'), large, finding('b')]);
    expect(imported).toBe(2);
    expect(failed).toEqual([
      { id: 'large', code: 'FindingTooLarge', message: expect.stringMatching(/takes 240000/) },
    ]);
    expect(hub.imports().map((batch) => batch.map(({ Id }) => Id))).toEqual([['a', 'b']]);
  });

  test('lists each finding that Security Hub refuses', async () => {
    const refused = (Id: string) => ({
      Id,
      ErrorCode: 'InvalidInput',
      ErrorMessage: `${Id} is odd`,
    });
    await startHub([], ({ path, body }, response) => {
      if (path !== '/findings/import') return false;
      const [first, ...others] = body.Findings ?? [];
      const FailedFindings = [refused(first?.Id ?? '')];
      return answer(response, { SuccessCount: others.length, FailedCount: 1, FailedFindings });
    });
    expect(await publish(many(150))).toMatchObject({
      imported: 148,
      failed: [
        { id: 'finding 0', code: 'InvalidInput', message: 'finding 0 is odd' },
        { id: 'finding 100', code: 'InvalidInput', message: 'finding 100 is odd' },
      ],
    });
  });

  test('tries again what is throttled', async () => {
    let throttled = 0;
    const hub = await startHub([], (call, response) => {
      const refuse = refusing('/findings/import', 429, 'TooManyRequestsException');
      return throttled++ < 2 && refuse(call, response);
    });
    expect(await publish([finding('a')])).toMatchObject({ imported: 1, failed: [] });
    expect(hub.imports().length).toBeGreaterThan(1);
  });

  test.each<[string, Changes, RegExp]>([
    ['another account', { AwsAccountId: '444455556666' }, /is of account 444455556666, not 1111/],
    ['another product', { ProductArn: 'arn:aws:x' }, /stands under arn:aws:x, not arn:aws:secu/],
    ['another tool', { GeneratorId: 'prowler' }, /is not of iamspec/],
    ['no resource', { Resources: [] }, /lacks a field that ASFF requires/],
    ['no title', { Title: '' }, /lacks a field/],
    ['no time', { UpdatedAt: 'yesterday' }, /lacks a field/],
    ['an id that is there', { Id: 'a' }, /Finding a is there twice/],
  ])('refuses a run with a finding of %s', async (_, changes, why) => {
    const hub = await startHub();
    expect(await failure([finding('a'), finding('b', changes)])).toMatch(why);
    expect(hub.calls).toEqual([]);
  });
});

describe('findings of earlier runs', () => {
  test('that this one no longer has are archived', async () => {
    const note = { Text: 'mine', UpdatedBy: 'bob', UpdatedAt: MONDAY };
    const gone = earlier('gone', {
      Title: 'kept',
      ProductFields: { 'iamspec/control': 'root-mfa', 'aws/securityhub/ProductName': 'Default' },
      Note: note,
      Workflow: { Status: 'NOTIFIED' },
      ProcessedAt: MONDAY,
    });
    const hub = await startHub([earlier('a'), earlier('b'), gone, earlier('c'), earlier('gone 2')]);
    const result = await publish([finding('a'), finding('b'), finding('c')]);
    expect(result).toMatchObject({ imported: 3, archived: 2, failed: [] });
    expect(result.lines.at(-1)).toBe('Archiving 2 findings that no longer exist ...');
    const { Note, Workflow, ProcessedAt, ...own } = gone;
    const ProductFields = { 'iamspec/control': 'root-mfa' };
    expect(hub.imports().at(-1)?.[0]).toEqual({
      ...own,
      ProductFields,
      UpdatedAt: TUESDAY,
      RecordState: 'ARCHIVED',
    });
  });

  test('are asked for by account, product, generator and state, page by page', async () => {
    const hub = await startHub([earlier('a'), earlier('b'), earlier('c')]);
    await publish([finding('a')]);
    const asked = hub.calls.filter(({ path }) => path === '/findings').map(({ body }) => body);
    expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, '2']);
    expect(asked[0]).toEqual({
      MaxResults: 100,
      Filters: {
        ProductArn: [{ Value: productArn(HUB), Comparison: 'EQUALS' }],
        AwsAccountId: [{ Value: '111122223333', Comparison: 'EQUALS' }],
        RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
        GeneratorId: [{ Value: 'iamspec', Comparison: 'PREFIX' }],
      },
    });
  });

  test.each<[string, Changes]>([
    ['of another tool', { GeneratorId: 'prowler-iam' }],
    ['of another product', { ProductArn: 'arn:aws:securityhub:eu-central-1::product/x/y' }],
    ['of another account', { AwsAccountId: '444455556666' }],
    ['archived already', { RecordState: 'ARCHIVED' }],
    ['of a later run', { UpdatedAt: WEDNESDAY }],
    ['of the same instant', { UpdatedAt: TUESDAY }],
  ])('are left alone: %s', async (_, changes) => {
    const hub = await startHub([earlier('x', changes)]);
    expect(await publish([finding('a')])).toMatchObject({ archived: 0 });
    expect(hub.imports()).toHaveLength(1);
  });

  test.each(['iamspec/other', 'iamspec/root-mfa-2', 'iamspec/root-mfa/x', 'iamspec/root'])(
    'of %s, which this run did not check completely, are left alone',
    async (GeneratorId) => {
      await startHub([earlier('x'), earlier('y', { GeneratorId })]);
      expect(await publish([finding('a')])).toMatchObject({ archived: 1 });
    },
  );

  test('are all left alone where nothing was checked completely', async () => {
    const hub = await startHub([earlier('x')]);
    expect(await publish([finding('a')], { generators: [] })).toMatchObject({ archived: 0 });
    expect(hub.imports()).toHaveLength(1);
  });

  test('stay where the run has no findings: nothing was checked', async () => {
    const hub = await startHub([earlier('x')]);
    expect(await publish([])).toEqual({ imported: 0, archived: 0, failed: [], lines: [] });
    expect(hub.calls).toEqual([]);
  });

  test('that pass now are no longer FAILED, and stay active', async () => {
    const hub = await startHub([earlier('a', { Compliance: { Status: 'FAILED' } })]);
    const { archived } = await publish([finding('a', { Compliance: { Status: 'PASSED' } })]);
    expect(archived).toBe(0);
    expect(hub.imports()).toMatchObject([
      [{ Id: 'a', Compliance: { Status: 'PASSED' }, RecordState: 'ACTIVE' }],
    ]);
  });

  test('that Security Hub does not archive are listed', async () => {
    await startHub([earlier('x')], ({ path, body }, response) => {
      if (path !== '/findings/import' || body.Findings?.[0]?.Id !== 'x') return false;
      const FailedFindings = [{ Id: 'x', ErrorCode: 'InvalidInput', ErrorMessage: 'odd' }];
      return answer(response, { SuccessCount: 0, FailedCount: 1, FailedFindings });
    });
    expect(await publish([finding('a')])).toMatchObject({
      imported: 1,
      archived: 0,
      failed: [{ id: 'x', code: 'InvalidInput', message: 'odd' }],
    });
  });
});

describe('what Security Hub refuses', () => {
  const NOT_ENABLED =
    /does not take findings of account 111122223333 in eu-central-1 .* --region eu-central-1; or/;

  test.each([
    ['InvalidAccessException', 401, NOT_ENABLED],
    ['AccessDeniedException', 403, /^AWS refused securityhub:GetFindings .* Allow that action/],
    ['ExpiredTokenException', 403, /^AWS did not accept the credentials at securityhub:GetFind/],
    ['InternalException', 400, /^AWS could not serve securityhub:GetFindings, again and again/],
  ])('%s at GetFindings: imports nothing', async (error, status, why) => {
    const hub = await startHub([], refusing('/findings', status, error));
    expect(await failure([finding('a')])).toMatch(why);
    expect(hub.imports()).toEqual([]);
  });

  test.each([
    ['InvalidAccessException', 401, NOT_ENABLED],
    ['AccessDeniedException', 403, /^AWS refused securityhub:BatchImportFindings/],
    ['InvalidInputException', 400, /^The answer to securityhub:BatchImportFindings/],
  ])('%s at BatchImportFindings: archives nothing', async (error, status, why) => {
    const hub = await startHub([earlier('x')], refusing('/findings/import', status, error));
    expect(await failure([finding('a')])).toMatch(why);
    expect(hub.imports()).toHaveLength(1);
  });

  test('finding by finding, because it is not enabled: says so', async () => {
    const FailedFindings = [{ Id: 'a', ErrorCode: 'InvalidAccess', ErrorMessage: 'not enabled' }];
    await startHub([], ({ path }, response) => {
      if (path !== '/findings/import') return false;
      return answer(response, { SuccessCount: 0, FailedCount: 1, FailedFindings });
    });
    expect(await failure([finding('a')])).toMatch(NOT_ENABLED);
  });

  test.each([
    ['/findings', {}, /securityhub:GetFindings was not understood .*no Findings/],
    ['/findings/import', {}, /BatchImportFindings was not understood .*accounts for undefined/],
    ['/findings/import', { SuccessCount: 0, FailedCount: 0 }, /accounts for 0 \+ 0 of 1 findings/],
  ])('or what answers %s in its place with %j', async (path, body, why) => {
    await startHub([], (call, response) => call.path === path && answer(response, body));
    expect(await failure([finding('a')])).toMatch(why);
  });
});

describe('the region', () => {
  test('is that of the configuration where none is given', async () => {
    process.env.AWS_REGION = 'eu-central-1';
    await startHub();
    expect(await securityHubRegion()).toBe('eu-central-1');
    expect(await publish([finding('a')], { region: undefined })).toMatchObject({ imported: 1 });
  });

  test('that is nowhere set: says what to set', async () => {
    expect(await failure([finding('a')], { region: undefined })).toMatch(
      /^Security Hub is regional, and no region is set\. Set AWS_REGION/,
    );
  });
});

test.each([
  ['aws', 'eu-central-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('the product of an account in %s', (partition, region) => {
  expect(productArn({ partition, region, account: '111122223333' })).toBe(
    `arn:${partition}:securityhub:${region}:111122223333:product/111122223333/default`,
  );
});
