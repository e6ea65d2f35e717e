import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { PublishError } from './publish-permissions';
import { parseS3Destination, publishToS3, type S3Publication } from './publish-s3';

/** A call that reached the endpoint. */
interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Answers a call, or leaves it to the bucket by returning false. */
type Departure = (call: Received, response: ServerResponse) => boolean;

const former = process.env;
const afterwards: (() => void)[] = [];

afterEach(() => {
  process.env = former;
  for (const undo of afterwards.splice(0)) undo();
});

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('base64');

/** S3's REST API for one bucket, as far as a publication goes. */
async function startBucket(departure: Departure = () => false) {
  const objects = new Map<string, Received>();
  const calls: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const [path = ''] = url.split('?');
    const body = await buffer(request);
    const call = { method, path: decodeURIComponent(path).replace(/\/$/, ''), headers, body };
    calls.push(call);
    if (departure(call, response)) return;
    const there = objects.get(call.path);
    if (method === 'PUT' && there !== undefined) {
      refuse(response, 412, 'PreconditionFailed');
    } else if (method === 'PUT') {
      objects.set(call.path, call);
      response.end();
    } else if (there !== undefined) {
      response.setHeader('x-amz-checksum-sha256', sha256(there.body)).end();
    } else response.writeHead(call.path === '/evidence' ? 200 : 404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const puts = () => calls.filter((call) => call.method === 'PUT');
  return { url: `http://127.0.0.1:${port}`, objects, calls, puts };
}

function refuse(response: ServerResponse, status: number, code: string, message = 'as S3 puts it') {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  return true;
}

/** Refuses every PUT. */
const refusing =
  (status: number, code: string, message?: string): Departure =>
  ({ method }, response) =>
    method === 'PUT' && refuse(response, status, code, message);

/** A bundle with these files, and a manifest. */
function bundleOf(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const bundle = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  afterwards.push(() => rmSync(bundle, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ 'manifest.json': '{}', ...files })) {
    mkdirSync(dirname(join(bundle, name)), { recursive: true });
    writeFileSync(join(bundle, name), content);
  }
  return bundle;
}

const FOLDER = 'audits/dt=2026-09-11/account=111122223333/run-1';
const FILES = { 'junit.xml': '<testsuites/>', 'report.csv': 'user,arn\n', 'raw/facts.json': '[]' };

/** A client for the endpoint, and how many of its calls are not answered yet. */
function countingClient(endpoint: string) {
  const credentials = { accessKeyId: 'demo', secretAccessKey: 'demo' };
  const client = new S3Client({ endpoint, region: 'eu-central-1', credentials });
  afterwards.push(() => client.destroy());
  const underWay = { now: 0, most: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      underWay.most = Math.max(underWay.most, ++underWay.now);
      try {
        return await next(args);
      } finally {
        underWay.now--;
      }
    },
    { step: 'initialize' },
  );
  return { client, underWay };
}

/** Publishes to the endpoint, with the variables of a machine that has credentials. */
async function publish(url: string, publication: Partial<S3Publication> = {}, env = {}) {
  process.env = {
    PATH: former.PATH,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
    ...env,
  };
  const lines: string[] = [];
  const keys = await publishToS3({
    destination: { bucket: 'evidence', prefix: 'audits' },
    bundle: publication.bundle ?? bundleOf(FILES),
    account: '111122223333',
    date: '2026-09-11',
    runId: 'run-1',
    progress: (line) => lines.push(line),
    ...publication,
  });
  return { keys, lines };
}

async function failure(...args: Parameters<typeof publish>): Promise<string> {
  const error: unknown = await publish(...args).catch((thrown) => thrown);
  if (!(error instanceof PublishError)) throw new Error(`not a PublishError: ${error}`);
  return error.message;
}

describe('parseS3Destination', () => {
  test.each([
    ['s3://evidence', { bucket: 'evidence', prefix: '' }],
    ['s3://evidence/', { bucket: 'evidence', prefix: '' }],
    ['s3://evidence/a/b', { bucket: 'evidence', prefix: 'a/b' }],
    [' s3://my.logs-2/a b/\n', { bucket: 'my.logs-2', prefix: 'a b' }],
  ])('%j', (text, destination) => {
    expect(parseS3Destination(text)).toEqual(destination);
  });

  test.each([
    ['', /names no bucket/],
    ['evidence/a', /names no bucket/],
    ['https://evidence.s3.amazonaws.com/a', /names no bucket/],
    ['s3:///a', /names no bucket/],
    ['S3://evidence', /names no bucket/],
    ['s3://Evidence', /"Evidence" is no bucket's name/],
    ['s3://ab', /"ab" is no bucket's name/],
    ['s3://a..b', /no bucket's name/],
    ['s3://192.168.0.1', /no bucket's name/],
    ['s3://arn:aws:s3:::evidence', /no bucket's name/],
    ['s3://evidence/a//b', /part ""/],
    ['s3://evidence/a/../b', /part "\.\."/],
    ['s3://evidence/a\\b', /backslash/],
  ])('%j is refused, and what is expected said', (text, why) => {
    expect(() => parseS3Destination(text)).toThrow(PublishError);
    expect(() => parseS3Destination(text)).toThrow(why);
    expect(() => parseS3Destination(text)).toThrow('Expected s3://bucket or s3://bucket/prefix.');
  });
});

describe('a publication', () => {
  test('holds every file under day, account and run, the manifest last', async () => {
    const bucket = await startBucket();
    const { keys, lines } = await publish(bucket.url);
    expect(keys).toEqual([
      `${FOLDER}/junit.xml`,
      `${FOLDER}/raw/facts.json`,
      `${FOLDER}/report.csv`,
      `${FOLDER}/manifest.json`,
    ]);
    expect([...bucket.objects.keys()].sort()).toEqual(keys.map((key) => `/evidence/${key}`).sort());
    expect(bucket.puts().at(-1)?.path).toBe(`/evidence/${FOLDER}/manifest.json`);
    expect(lines).toEqual([
      `Uploading 4 files to s3://evidence/${FOLDER}/ ...`,
      `Not AWS: this goes to ${bucket.url}.`,
    ]);
  });

  test('is encrypted, typed, hashed, conditional and of known length', async () => {
    const bucket = await startBucket();
    await publish(bucket.url, { expectedBucketOwner: '444455556666' });
    const { headers, body } = bucket.objects.get(`/evidence/${FOLDER}/report.csv`) ?? {};
    expect(String(body)).toBe(FILES['report.csv']);
    expect(headers).toMatchObject({
      'content-length': '9',
      'content-type': 'text/csv; charset=utf-8',
      'if-none-match': '*',
      'x-amz-checksum-sha256': sha256(FILES['report.csv']),
      'x-amz-content-sha256': Buffer.from(sha256(FILES['report.csv']), 'base64').toString('hex'),
      'x-amz-expected-bucket-owner': '444455556666',
      'x-amz-sdk-checksum-algorithm': 'SHA256',
      'x-amz-server-side-encryption': 'AES256',
    });
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  test('is encrypted with a KMS key where one is named', async () => {
    const bucket = await startBucket();
    await publish(bucket.url, { kmsKeyId: 'alias/evidence' });
    for (const { headers } of bucket.puts()) {
      expect(headers).toMatchObject({
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'alias/evidence',
      });
    }
  });

  test.each([
    ['a.json', 'application/json'],
    ['a.xml', 'application/xml'],
    ['a.HTML', 'text/html; charset=utf-8'],
    ['a.md', 'text/markdown; charset=utf-8'],
    ['a.txt', 'text/plain; charset=utf-8'],
    ['a.jsonl', 'application/x-ndjson'],
    ['a', 'application/octet-stream'],
  ])('%s is %s', async (name, type) => {
    const bucket = await startBucket();
    await publish(bucket.url, { bundle: bundleOf({ [name]: 'x' }) });
    expect(bucket.objects.get(`/evidence/${FOLDER}/${name}`)?.headers['content-type']).toBe(type);
  });

  test('needs no prefix, and takes empty files', async () => {
    const bucket = await startBucket();
    const destination = parseS3Destination('s3://evidence');
    const { keys } = await publish(bucket.url, {
      destination,
      bundle: bundleOf({ 'empty.txt': '' }),
    });
    expect(keys).toEqual([
      'dt=2026-09-11/account=111122223333/run-1/empty.txt',
      'dt=2026-09-11/account=111122223333/run-1/manifest.json',
    ]);
  });

  test('streams a large file', async () => {
    const bucket = await startBucket();
    const content = Buffer.alloc(20_000_000, 'evidence ');
    await publish(bucket.url, { bundle: bundleOf({ 'large.csv': content }) });
    const { body } = bucket.objects.get(`/evidence/${FOLDER}/large.csv`) ?? {};
    expect(body?.equals(content)).toBe(true);
  });

  test('has four uploads under way at most', async () => {
    const bucket = await startBucket();
    const { client, underWay } = countingClient(bucket.url);
    const files = Array.from({ length: 12 }, (_, index) => [`${index}.txt`, 'x']);
    await publish(bucket.url, { client, bundle: bundleOf(Object.fromEntries(files)) });
    expect(bucket.puts()).toHaveLength(13);
    expect(underWay).toEqual({ now: 0, most: 4 });
  });

  test('takes the client that it is given', async () => {
    const bucket = await startBucket();
    const { client } = countingClient(bucket.url);
    await publish('http://127.0.0.1:1', { client });
    expect(bucket.calls.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'PUT']);
  });
});

describe('the region', () => {
  const regionOf = ({ headers }: Received) => headers.authorization?.split('/')[2];
  const away: Departure = (call, response) => {
    if (regionOf(call) === 'eu-central-1') return false;
    response.writeHead(301, { 'x-amz-bucket-region': 'eu-central-1' }).end();
    return true;
  };

  test('is us-east-1 where the bucket and the machine name none', async () => {
    const bucket = await startBucket();
    await publish(bucket.url);
    expect(new Set(bucket.calls.map(regionOf))).toEqual(new Set(['us-east-1']));
  });

  test.each(['301 to the region', '403, which tells the region as well'])(
    'is that of the bucket: HEAD answers %s',
    async (status) => {
      const bucket = await startBucket((call, response) => {
        if (status.startsWith('301') || call.method !== 'HEAD') return away(call, response);
        response.writeHead(403, { 'x-amz-bucket-region': 'eu-central-1' }).end();
        return true;
      });
      await publish(bucket.url, {}, { AWS_REGION: 'us-west-2' });
      expect(new Set(bucket.puts().map(regionOf))).toEqual(new Set(['eu-central-1']));
      expect(bucket.objects.size).toBe(4);
    },
  );

  test('does not have to be told by an endpoint that refuses HEAD', async () => {
    const bucket = await startBucket(({ method }, response) => {
      if (method !== 'HEAD') return false;
      response.writeHead(403).end();
      return true;
    });
    await publish(bucket.url);
    expect(bucket.objects.size).toBe(4);
  });
});

describe('a second publication', () => {
  test('of the same run writes nothing, and says so', async () => {
    const bucket = await startBucket();
    const bundle = bundleOf(FILES);
    const { keys } = await publish(bucket.url, { bundle });
    const first = [...bucket.objects.values()];
    const again = await publish(bucket.url, { bundle });
    expect(again.keys).toEqual(keys);
    expect([...bucket.objects.values()]).toEqual(first);
    expect(again.lines.slice(2).sort()).toEqual(
      [...keys].sort().map((key) => `s3://evidence/${key} is there already, the same.`),
    );
  });

  test('finishes one that broke off', async () => {
    const bucket = await startBucket();
    const bundle = bundleOf(FILES);
    await publish(bucket.url, { bundle });
    bucket.objects.delete(`/evidence/${FOLDER}/manifest.json`);
    await publish(bucket.url, { bundle });
    expect(bucket.objects.size).toBe(4);
  });

  test('with other content is refused, and leaves what is there', async () => {
    const bucket = await startBucket();
    await publish(bucket.url);
    const bundle = bundleOf({ ...FILES, 'report.csv': 'another,report\n' });
    expect(await failure(bucket.url, { bundle })).toMatch(
      new RegExp(
        `^s3://evidence/${FOLDER}/report.csv exists with other content. Evidence is never`,
      ),
    );
    const { body } = bucket.objects.get(`/evidence/${FOLDER}/report.csv`) ?? {};
    expect(String(body)).toBe(FILES['report.csv']);
  });

  test.each([
    [200, /exists with a content that S3 has no SHA-256 of/],
    [403, /AWS refuses to tell\. Allow s3:GetObject to the caller, with a KMS key kms:Decrypt/],
  ])('is refused where it cannot be compared: HEAD answers %i', async (status, why) => {
    const bucket = await startBucket(({ method, path }, response) => {
      if (method === 'PUT') return refuse(response, 412, 'PreconditionFailed');
      if (path === '/evidence') return false;
      response.writeHead(status).end();
      return true;
    });
    expect(await failure(bucket.url)).toMatch(why);
  });
});

describe('what S3 refuses', () => {
  test.each([
    [403, 'AccessDenied', /^AWS refused s3:PutObject \(AccessDenied: .*\. Allow that action/],
    [404, 'NoSuchBucket', /^There is no bucket "evidence"\. Create it/],
    [400, 'AuthorizationHeaderMalformed', /^The bucket "evidence" is in another region/],
    [409, 'ConditionalRequestConflict', /^Another publication of this run is under way/],
    [501, 'NotImplemented', /^The endpoint does not know conditional writes/],
    [400, 'KMS.NotFoundException', /^The KMS key cannot be used \(KMS\.NotFoundException: as S3/],
    [400, 'ExpiredToken', /^AWS did not accept the credentials at s3:PutObject/],
    [400, 'SomethingNew', /^The answer to s3:PutObject was not understood/],
  ])('%i %s', async (status, code, sentence) => {
    const bucket = await startBucket(refusing(status, code));
    expect(await failure(bucket.url)).toMatch(sentence);
  });

  test('a KMS key names the action that is missing there', async () => {
    const message = 'User: bob is not authorized to perform: kms:GenerateDataKey on resource: key';
    const bucket = await startBucket(refusing(403, 'AccessDenied', message));
    expect(await failure(bucket.url, { kmsKeyId: 'key' })).toMatch(/^AWS refused kms:GenerateData/);
  });

  test('where an owner is expected the owner may be the reason', async () => {
    const bucket = await startBucket(refusing(403, 'AccessDenied'));
    const expectedBucketOwner = '444455556666';
    expect(await failure(bucket.url, { expectedBucketOwner })).toMatch(
      /S3 says the same where the owner of "evidence" is not account 444455556666\.$/,
    );
  });

  test('a bucket that is not there is found before anything is sent', async () => {
    const bucket = await startBucket((_, response) => {
      response.writeHead(404).end();
      return true;
    });
    expect(await failure(bucket.url)).toMatch(/^There is no bucket "evidence"/);
    expect(bucket.puts()).toEqual([]);
  });

  test('leaves no manifest, and nothing under way', async () => {
    const bucket = await startBucket(({ path }, response) => {
      return path.endsWith('report.csv') && refuse(response, 403, 'AccessDenied');
    });
    const files = Array.from({ length: 40 }, (_, index) => [`z${index}.txt`, 'x']);
    const bundle = bundleOf({ ...FILES, ...Object.fromEntries(files) });
    const { client, underWay } = countingClient(bucket.url);
    await failure(bucket.url, { client, bundle });
    expect(bucket.puts().length).toBeLessThan(20);
    expect([...bucket.objects.keys()].join()).not.toContain('manifest.json');
    expect(underWay.now).toBe(0);
  });

  test('no credentials: says where they come from', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const { url } = await startBucket();
    expect(await failure(url, {}, none)).toMatch(/^No AWS credentials were found\. .*then publish/);
  });
});

describe('errors that pass', () => {
  test('like InternalError: the SDK sends the whole file again', async () => {
    let refused = 0;
    const bucket = await startBucket(({ path }, response) => {
      return path.endsWith('large.csv') && refused++ < 2 && refuse(response, 500, 'InternalError');
    });
    const content = Buffer.alloc(3_000_000, 'evidence ');
    await publish(bucket.url, { bundle: bundleOf({ 'large.csv': content }) });
    expect(bucket.objects.get(`/evidence/${FOLDER}/large.csv`)?.body.equals(content)).toBe(true);
  });

  test('that stay: says so', async () => {
    const bucket = await startBucket(refusing(503, 'SlowDown'));
    expect(await failure(bucket.url, {}, { AWS_MAX_ATTEMPTS: '1' })).toMatch(
      /^AWS could not serve s3:PutObject, again and again \(SlowDown: as S3 puts it\)/,
    );
  });
});

describe('the bundle', () => {
  test.each<[string, (bundle: string) => void, RegExp]>([
    ['has a manifest', (bundle) => unlinkSync(join(bundle, 'manifest.json')), /no manifest\.json/],
    ['exists', (bundle) => rmSync(bundle, { recursive: true }), /cannot be read \(ENOENT/],
    ['holds no links', (bundle) => symlinkSync('/etc/passwd', join(bundle, 'a')), /not a plain/],
  ])('%s, else nothing is sent', async (_, spoil, why) => {
    const bucket = await startBucket();
    const bundle = bundleOf(FILES);
    spoil(bundle);
    expect(await failure(bucket.url, { bundle })).toMatch(why);
    expect(bucket.calls).toEqual([]);
  });

  test('that changes on its way is an error', async () => {
    const bundle = bundleOf({ 'report.csv': 'user,arn\n' });
    let gone = false;
    const bucket = await startBucket(({ path }, response) => {
      if (gone || !path.endsWith('report.csv')) return false;
      unlinkSync(join(bundle, 'report.csv'));
      gone = true;
      return refuse(response, 500, 'InternalError');
    });
    expect(await failure(bucket.url, { bundle })).toMatch(/s3:PutObject .*ENOENT/);
  });

  test('of a run without a report goes under no account', async () => {
    const bucket = await startBucket();
    const { keys } = await publish(bucket.url, { account: 'no-account' });
    expect(keys.at(-1)).toBe('audits/dt=2026-09-11/account=no-account/run-1/manifest.json');
  });

  test.each([
    [{ account: 'me' }, /"me" is no account id/],
    [{ date: 'today' }, /"today" is no day/],
    [{ runId: '../run' }, /"..\/run" is no id of a run/],
  ])('goes under no odd key: %j', async (publication, why) => {
    expect(await failure('http://127.0.0.1:1', publication)).toMatch(why);
  });
});
